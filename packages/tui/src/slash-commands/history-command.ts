import type { SlashCommand } from './slash-command.ts';

export const historyCommand: SlashCommand = {
  name: 'history',
  needsDaemon: true,
  summary: 'choose an earlier conversation to go on with',
  async run(_argument, chat) {
    if (chat.view().turn === null) await chat.showHistory();
    else chat.notice('An answer is under way: Ctrl+C cancels it.');
  },
};
