import type { SlashCommand } from './slash-command.ts';

export const historyCommand: SlashCommand = {
  name: 'history',
  needsDaemon: true,
  summary: 'find, read and open earlier conversations',
  run: (_argument, chat) => chat.showHistory(),
};
