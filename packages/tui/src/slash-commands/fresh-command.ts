import type { SlashCommand } from './slash-command.ts';

export const freshCommand: SlashCommand = {
  name: 'fresh',
  key: 'fresh',
  needsDaemon: true,
  summary: 'ask the last question again, past the cache',
  run: (_argument, chat) => chat.askFresh(),
};
