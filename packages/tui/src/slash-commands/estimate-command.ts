import { words, type SlashCommand } from './slash-command.ts';

export const estimateCommand: SlashCommand = {
  name: 'estimate',
  needsScreen: true,
  usage: '[on|off]',
  choices: () => words('on', 'off'),
  summary: 'who would answer and what it costs, while you type',
  run(argument, chat) {
    if (!['', 'on', 'off'].includes(argument))
      return chat.notice('It is on or off: /estimate on, /estimate off.');
    const on = argument === '' ? !chat.view().estimating : argument === 'on';
    chat.setEstimating(on);
    chat.notice(on ? 'Estimates are shown below the input.' : 'Estimates are off, for this chat.');
  },
};
