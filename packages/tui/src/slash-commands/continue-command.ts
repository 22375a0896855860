import type { SlashCommand } from './slash-command.ts';

export const continueCommand: SlashCommand = {
  name: 'continue',
  needsDaemon: true,
  summary: 'go on with the last answer, where that broke off',
  run: (_argument, chat) => chat.continueAnswer(),
};
