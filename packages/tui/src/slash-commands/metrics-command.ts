import type { PanelSize } from '../state/chat-view.ts';
import { words, type SlashCommand } from './slash-command.ts';

const NEXT: Readonly<Record<PanelSize, PanelSize>> = { off: 'line', line: 'full', full: 'off' };

export const metricsCommand: SlashCommand = {
  name: 'metrics',
  usage: '[off|line|full]',
  choices: () => words('off', 'line', 'full'),
  summary: 'figures above the input: off, one line, full',
  run(argument, chat) {
    if (argument !== '' && !isPanelSize(argument)) return chat.notice('The sizes are: off, line, full.');
    chat.setPanel(isPanelSize(argument) ? argument : NEXT[chat.view().panel ?? 'line']);
  },
};

function isPanelSize(text: string): text is PanelSize {
  return Object.hasOwn(NEXT, text);
}
