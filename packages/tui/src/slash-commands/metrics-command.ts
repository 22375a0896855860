import { panelCommand } from './panel-command.ts';
import { words, type SlashCommand } from './slash-command.ts';

export const metricsCommand: SlashCommand = {
  name: 'metrics',
  needsDaemon: true,
  usage: '[off|line|small|full]',
  choices: () => words('off', 'line', 'small', 'full'),
  summary: 'figures over time; with a size: the panel above the input',
  run: (argument, chat) =>
    argument === '' || !chat.hasScreen()
      ? chat.openView({ name: 'metrics' })
      : panelCommand.run(argument, chat),
};
