import type { SlashCommand } from './slash-command.ts';

export const retryCommand: SlashCommand = {
  name: 'retry',
  needsDaemon: true,
  summary: 'ask the last question once more',
  run: (_argument, chat) => chat.retry(),
};
