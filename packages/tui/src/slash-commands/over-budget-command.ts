import type { SlashCommand } from './slash-command.ts';

export const overBudgetCommand: SlashCommand = {
  name: 'over-budget',
  needsDaemon: true,
  summary: 'ask the last question again, although the day’s budget is spent',
  run: (_argument, chat) => chat.askOverBudget(),
};
