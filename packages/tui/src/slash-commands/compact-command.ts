import type { SlashCommand } from './slash-command.ts';

export const compactCommand: SlashCommand = {
  name: 'compact',
  needsDaemon: true,
  summary: 'summarise the older messages, so that less is sent; the history keeps them',
  run: (_argument, chat) => chat.compact(),
};
