import type { SlashCommand } from './slash-command.ts';

export const similarCommand: SlashCommand = {
  name: 'similar',
  summary: 'show an earlier answer to a question like the last one',
  run: (_argument, chat) => chat.showOffered(),
};
