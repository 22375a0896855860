import { fitText } from '../../output/index.ts';
import type { Theme } from '../../theme/index.ts';
import type { ViewKey } from './view-key.ts';

/** What a view asks in the place of its help; every key goes to it while it stands. */
export type Question =
  | {
      readonly kind: 'text';
      readonly label: string;
      readonly text: string;
      readonly onDone: (text: string) => void;
    }
  /** Yes is the letter that asked for it, a second time. */
  | {
      readonly kind: 'confirm';
      readonly label: string;
      readonly letter: string;
      /** The key that brings it. */
      readonly shown: string;
      readonly onDone: () => void;
    };

/** The question after a key; null where it is over. What it was asked for is done on the way. */
export function answerQuestion(question: Question, key: ViewKey): Question | null {
  if (question.kind === 'confirm') {
    if (key.type === 'letter' && key.letter === question.letter) question.onDone();
    return null;
  }
  switch (key.type) {
    case 'letter':
      return { ...question, text: question.text + key.letter };
    case 'erase':
      return { ...question, text: Array.from(question.text).slice(0, -1).join('') };
    case 'clear':
      return { ...question, text: '' };
    case 'enter':
      if (question.text.trim() !== '') question.onDone(question.text.trim());
      return null;
    case 'back':
    case 'leave':
      return null;
    case 'move':
    case 'filter':
    case 'next-pane':
    case 'stop':
      return question;
  }
}

export function questionLine(question: Question, columns: number, theme: Theme): string {
  if (question.kind === 'confirm') {
    return theme.shine(
      fitText(`${question.label} ${question.shown} again: yes · any other key: no`, columns),
    );
  }
  const label = fitText(question.label, Math.floor(columns / 2));
  const room = Math.max(4, columns - label.length - 3);
  const shown = Array.from(question.text).slice(-room).join('');
  return `${theme.bold(label)} ${shown}${theme.accent('▏')}`;
}
