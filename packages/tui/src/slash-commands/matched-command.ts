import type { SlashCommand } from './slash-command.ts';

export const matchedCommand: SlashCommand = {
  name: 'matched',
  key: 'matched',
  summary: 'show the question that a similar answer was given to',
  run: (_argument, chat) => chat.showMatched(),
};
