import type { SlashCommand } from './slash-command.ts';

export const cacheCommand: SlashCommand = {
  name: 'cache',
  needsDaemon: true,
  summary: 'look through the cached answers, delete one',
  async run(_argument, chat) {
    if (chat.view().turn === null) await chat.showCache();
    else chat.notice('An answer is under way: Ctrl+C cancels it.');
  },
};
