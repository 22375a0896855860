import type { SlashCommand } from './slash-command.ts';

export const cacheCommand: SlashCommand = {
  name: 'cache',
  needsDaemon: true,
  summary: 'look through the cached answers: read, pin, delete',
  run: (_argument, chat) => chat.openView({ name: 'cache' }),
};
