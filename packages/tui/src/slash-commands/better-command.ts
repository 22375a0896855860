import type { SlashCommand } from './slash-command.ts';

export const betterCommand: SlashCommand = {
  name: 'better',
  needsDaemon: true,
  summary: 'ask the last question again, of a better model',
  run: (_argument, chat) => chat.askBetter(),
};
