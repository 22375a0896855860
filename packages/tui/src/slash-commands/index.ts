export { modelChoices } from './model-command.ts';
export { completionsOf, nearestCommand, rankCommands, type Completion } from './completion.ts';
export { SLASH_COMMANDS } from './registry.ts';
export { isSlashCommand, needsDaemon, runSlashCommand } from './run-slash-command.ts';
export type { KnownNames } from './known-names.ts';
export type { SlashCommand } from './slash-command.ts';
