import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { neutralise, neutraliseLine, neutraliseName } from '../../../../packages/tui/src/text/neutralise.ts';

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
    ['bidirectional marks', 'a\u200eb\u200fc\u061cd', 'abcd'],
    ['overwriting with a carriage return', 'rm -rf ~\rls', 'rm -rf ~\nls'],
    ['next line', 'a\u0085b', 'a\nb'],
    ['cursor moves', 'a\u001b[2A\u001b[Hb\u001b[1;1H', 'ab'],
    [
      'a private message and its application kin',
      'a\u001b^x\u001b\\b\u001b_y\u001b\\c\u001bXz\u001b\\',
      'abc',
    ],
    ['8-bit device control', 'a\u0090q\u009cb', 'ab'],
    ['a sequence with blanks in it', 'a\u001b[1 qb', 'ab'],
    ['keyboard protocol', 'a\u001b[>1ub', 'ab'],
    ['invisible ASCII', 'a\u{e0041}\u{e0020}b', 'ab'],
    ['interlinear notes', 'a\ufff9b\ufffac\ufffbd', 'abcd'],
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

describe('names', () => {
  test.each([
    ['claude\u200b-\u2060opus\ufeff', 'claude-opus'],
    ['claude\u00ad\u180e\u3164', 'claude'],
    [' claude\u001b[8m\r\nopus ', 'claude opus'],
    ['claude\u202e', 'claude'],
    ['claude-opus-4-6', 'claude-opus-4-6'],
  ])('%j shows nothing unseen', (name, shown) => expect(neutraliseName(name)).toBe(shown));
});

test('a long hostile text takes no longer than another', () => {
  // Quadratic, each of these would take hours.
  for (const piece of [
    '\u009d',
    '\u001b]',
    '\u009b0',
    '\u001b ',
    '\u{e0041}',
    '\u009daaa',
    '\u{1f3f4}\u{e0041}',
  ]) {
    expect(neutralise(piece.repeat(500_000))).not.toMatch(FORBIDDEN);
  }
  expect(neutralise(`\u009b${'0'.repeat(1_000_000)}`)).toHaveLength(1_000_000);
});

describe('what people write stays', () => {
  test.each(['line\n\ttabbed', 'naïve 漢字 👩‍👩‍👧‍👦 e\u0301', '🏴󠁧󠁢󠁷󠁬󠁳󠁿 می\u200cخواهم', 'a [31m b', '\\u001b[31m'])(
    '%j',
    (text) => expect(neutralise(text)).toBe(text),
  );

  test('line ends become line feeds', () => expect(neutralise('a\r\nb\rc\u2028d')).toBe('a\nb\nc\nd'));

  test('half a character becomes the replacement character', () =>
    expect(neutralise('a\ud83d')).toBe('a\ufffd'));

  test('a title takes one line', () => expect(neutraliseLine(' a\n b\t\u001b[1mc ')).toBe('a b c'));
});
