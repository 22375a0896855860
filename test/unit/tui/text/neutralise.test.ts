import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { neutralise, neutraliseLine } from '../../../../packages/tui/src/text/neutralise.ts';

const FORBIDDEN = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/;

describe('what a model writes cannot drive the terminal', () => {
  test.each([
    ['colour', '\u001b[31mred\u001b[0m', 'red'],
    ['clipboard (OSC 52)', 'a\u001b]52;c;ZXZpbA==\u0007b', 'ab'],
    ['window title with ST', 'a\u001b]0;owned\u001b\\b', 'ab'],
    ['hyperlink', '\u001b]8;;http://x\u0007text\u001b]8;;\u0007', 'text'],
    ['erase scrollback', 'a\u001b[3Jb', 'ab'],
    ['8-bit CSI', 'a\u009b2Jb', 'ab'],
    ['8-bit OSC', 'a\u009d52;c;eA==\u009cb', 'ab'],
    ['device control string', 'a\u001bP+q544e\u001b\\b', 'ab'],
    ['reset', 'a\u001bcb', 'ab'],
    ['character set', 'a\u001b(0b', 'ab'],
    ['bell and backspace', 'a\u0007\bb', 'ab'],
    ['bidirectional override', 'a\u202eb\u2066c', 'abc'],
  ])('%s', (_name, text, shown) => expect(neutralise(text)).toBe(shown));

  test('a control string without an end hides nothing of the answer', () => {
    expect(neutralise('a\u001b]52;c;text\nmore')).toBe('a]52;c;text\nmore');
  });

  test('an escape nested into another one does not survive', () => {
    expect(neutralise('\u001b\u001b[31m[31mx')).not.toMatch(FORBIDDEN);
  });

  test('whatever comes in, no control character comes out', () => {
    const nasty = fc.array(
      fc.constantFrom(
        '\u001b',
        '[',
        ']',
        '52;c;',
        '\u0007',
        '\u009b',
        '\u009d',
        '\u009c',
        'm',
        '3J',
        '\n',
        'a',
        '\\',
        '\r',
      ),
    );
    fc.assert(fc.property(nasty, (parts) => !FORBIDDEN.test(neutralise(parts.join('')))));
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => !FORBIDDEN.test(neutralise(text))));
  });
});

describe('what people write stays', () => {
  test.each(['line\n\ttabbed', 'naïve 漢字 👩‍👩‍👧‍👦 e\u0301', 'a [31m b', '\\u001b[31m'])('%j', (text) =>
    expect(neutralise(text)).toBe(text),
  );

  test('line ends become line feeds', () => expect(neutralise('a\r\nb\rc\u2028d')).toBe('a\nb\nc\nd'));

  test('half a character becomes the replacement character', () =>
    expect(neutralise('a\ud83d')).toBe('a\ufffd'));

  test('a title takes one line', () => expect(neutraliseLine(' a\n b\t\u001b[1mc ')).toBe('a b c'));
});
