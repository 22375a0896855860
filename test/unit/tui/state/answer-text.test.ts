import { expect, test } from 'vitest';
import { noHighlight } from '../../../../packages/tui/src/markdown/index.ts';
import { createAnswerText } from '../../../../packages/tui/src/state/answer-text.ts';
import { startProgress } from '../../../../packages/tui/src/state/turn-progress.ts';
import { liveTailLines } from '../../../../packages/tui/src/components/live-tail.ts';
import { createTheme } from '../../../../packages/tui/src/theme/index.ts';

test('a block of any length comes out whole, in order and once', () => {
  const answer = createAnswerText();
  const code = Array.from({ length: 2_000 }, (_, line) => `line ${line}`);
  const pieces = ['intro\n\n```js\n', ...code.map((line) => `${line}\n`), '```\n', 'end'];
  let committed = '';
  for (const piece of pieces) {
    answer.push(piece);
    committed += answer.takeFinished();
  }
  expect(committed.startsWith('intro\n\n')).toBe(true);
  expect(committed + answer.takeRest()).toBe(pieces.join(''));
});

test('the live part of a long block shows its end, in at most the rows it may take', () => {
  const tail = `\`\`\`js\n${Array.from({ length: 1_000 }, (_, line) => `line ${line}`).join('\n')}`;
  const turn = { prompt: '', progress: startProgress(0), tail, started: true, cancelling: false };
  const lines = liveTailLines(turn, 5, 80, createTheme(0, false), noHighlight);
  expect(lines).toEqual(['line 996', 'line 997', 'line 998', 'line 999', '```']);
});
