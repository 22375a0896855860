import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createTextStream } from '../../../../packages/tui/src/cli/ask/stream-text.ts';
import { neutralise } from '../../../../packages/tui/src/text/neutralise.ts';

function streamed(pieces: readonly string[]): string {
  const stream = createTextStream();
  return [...pieces.map((piece) => stream.push(piece)), stream.end()].join('');
}

test.each([
  [['red: \u001b[3', '1mhello\u001b', '[0m.'], 'red: hello.'],
  [['title \u001b]0;ow', 'ned\u0007 done'], 'title  done'],
  [['title \u001b]0;owned\u001b', '\\ done'], 'title  done'],
  [['a\r', '\nb\r', 'c'], 'a\nb\nc'],
  [['emoji \ud83d', '\ude00!'], 'emoji 😀!'],
  [['ends with \u001b'], 'ends with '],
])('pieces %j read %j', (pieces, text) => expect(streamed(pieces)).toBe(text));

test('plain text is never held back', () => {
  const stream = createTextStream();
  expect(['Hello', ', ', 'world'].map((piece) => stream.push(piece))).toEqual(['Hello', ', ', 'world']);
});

const cut = fc.array(
  fc.oneof(
    fc.string({ unit: 'grapheme' }),
    fc.constantFrom('\u001b[31m', '\u001b', '\r', '\u009b', '\u001b]8;;x\u0007'),
  ),
);

test('no cut of a text lets a control character through', () => {
  fc.assert(
    fc.property(cut, (pieces) => {
      expect(streamed(pieces)).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/);
    }),
  );
});

test('a text without escape sequences reads the same however it is cut', () => {
  const plain = fc.array(
    fc.string({ unit: 'binary' }).map((text) => text.replaceAll(/[\u001b\u0080-\u009f]/g, '')),
  );
  fc.assert(
    fc.property(plain, (pieces) => {
      expect(streamed(pieces)).toBe(neutralise(pieces.join('')));
    }),
  );
});
