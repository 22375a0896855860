export { modelChoices } from './model-command.ts';
export { matchingCommands, SLASH_COMMANDS } from './registry.ts';
export { isSlashCommand, needsDaemon, runSlashCommand } from './run-slash-command.ts';
export type { SlashCommand } from './slash-command.ts';
