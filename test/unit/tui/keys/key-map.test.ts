import { describe, expect, test } from 'vitest';
import {
  createKeyMap,
  KEY_BINDINGS,
  parseChord,
  type KeyBinding,
} from '../../../../packages/tui/src/keys/index.ts';
import { keyPress } from '../../../support/key-press.ts';

const ctrl = (letter: string) => [letter, keyPress({ ctrl: true })] as const;

describe('the built-in table', () => {
  const { keys, problems } = createKeyMap();

  test('has no clash, and every key of it can be written in a config', () => {
    expect(problems).toEqual([]);
    const chords: readonly string[] = KEY_BINDINGS.flatMap((binding) => binding.keys);
    expect(chords.filter((chord) => !('chord' in parseChord(chord, { letters: true })))).toEqual([]);
    const table: readonly KeyBinding[] = KEY_BINDINGS;
    const places = table.flatMap(({ context, keys: own }) =>
      (context.endsWith('view') ? [] : own).map(
        (chord) => `${context === 'search' ? 'search' : 'input'} ${chord}`,
      ),
    );
    expect(places.filter((place, index) => places.indexOf(place) !== index)).toEqual([]);
  });

  test('finds what a key does', () => {
    expect(keys.find(...ctrl('p'))).toBe('palette');
    expect(keys.find(...ctrl('k'))).toBe('kill-to-end');
    expect(keys.find('', keyPress({ leftArrow: true, meta: true }))).toBe('word-left');
    expect(keys.find('p', keyPress())).toBeNull();
  });

  test('a shift that is held too long changes nothing', () => {
    expect(keys.find('', keyPress({ backspace: true, shift: true }))).toBe('delete-back');
    expect(keys.find('', keyPress({ return: true, shift: true }))).toBe('newline');
  });

  test('names the key that texts tell', () => expect(keys.label('fresh')).toBe('Ctrl+O'));
});

describe('the config’s keys', () => {
  test('take the place of the built-in ones', () => {
    const { keys, problems } = createKeyMap({ palette: 'Alt+P', matched: ['ctrl+q', 'alt+q'], fresh: [] });
    expect(problems).toEqual([]);
    expect(keys.find('p', keyPress({ meta: true }))).toBe('palette');
    expect(keys.find(...ctrl('p'))).toBeNull();
    expect(keys.find('q', keyPress({ meta: true }))).toBe('matched');
    expect(keys.label('matched')).toBe('Ctrl+Q');
    expect(keys.label('fresh')).toBe('');
    expect(keys.bindings.filter(({ changed }) => changed).map(({ id }) => id)).toEqual([
      'palette',
      'matched',
      'fresh',
    ]);
  });

  test('may exchange two keys', () => {
    const { keys, problems } = createKeyMap({ palette: 'ctrl+k', 'kill-to-end': 'ctrl+p' });
    expect(problems).toEqual([]);
    expect(keys.find(...ctrl('k'))).toBe('palette');
    expect(keys.find(...ctrl('p'))).toBe('kill-to-end');
  });

  test.each([
    [{ pallete: 'alt+p' }, 'keys.pallete: there is no such binding. Did you mean palette?'],
    [{ palette: 'ctrl+i' }, 'keys.palette: terminals send the same for Ctrl+I and Tab.'],
    [{ palette: ['alt+p', 'x'] }, 'keys.palette: x types a letter: hold ctrl or alt with it.'],
    [{ cancel: 'alt+c' }, 'keys.cancel: Ctrl+C cannot be given away.'],
    [{ palette: 'ctrl+c' }, 'keys.palette: Ctrl+C is cancel already.'],
    [
      { palette: 'ctrl+k' },
      'keys.palette: Ctrl+K is kill-to-end already. Give keys.kill-to-end other keys, or none: [].',
    ],
    [{ palette: 'alt+p', matched: 'alt+p' }, 'keys.matched: Alt+P is palette already.'],
  ])('%j is left out with the reason', (overrides, reason) => {
    const { keys, problems } = createKeyMap(overrides);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(reason);
    expect(keys.find(...ctrl('c'))).toBe('cancel');
    expect(keys.find(...ctrl('k'))).toBe('kill-to-end');
  });

  test('one that is left out gets its keys back, whoever took them', () => {
    const { keys, problems } = createKeyMap({ palette: 'ctrl+c', matched: 'ctrl+p' });
    expect(problems).toHaveLength(2);
    expect(keys.find(...ctrl('p'))).toBe('palette');
    expect(keys.find(...ctrl('t'))).toBe('matched');
  });
});
