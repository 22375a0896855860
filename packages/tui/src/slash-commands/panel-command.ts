import type { PanelSize } from '../state/chat-view.ts';
import { words, type SlashCommand } from './slash-command.ts';

const NEXT: Readonly<Record<PanelSize, PanelSize>> = {
  off: 'line',
  line: 'small',
  small: 'full',
  full: 'off',
};

export const panelCommand: SlashCommand = {
  name: 'panel',
  needsScreen: true,
  usage: '[off|line|small|full]',
  choices: () => words('off', 'line', 'small', 'full'),
  summary: 'live figures above the input: off, one line, a few with curves, all',
  run(argument, chat) {
    if (argument !== '' && !isPanelSize(argument)) {
      return chat.notice('The sizes are: off, line, small, full.');
    }
    chat.setPanel(isPanelSize(argument) ? argument : NEXT[chat.view().panel ?? 'off']);
  },
};

function isPanelSize(text: string): text is PanelSize {
  return Object.hasOwn(NEXT, text);
}
