import type { SlashCommand } from './slash-command.ts';

export const setupCommand: SlashCommand = {
  name: 'setup',
  needsDaemon: true,
  summary: 'enter a key, choose a local server or the demo',
  run: (_argument, chat) => chat.show({ name: 'setup' }),
};
