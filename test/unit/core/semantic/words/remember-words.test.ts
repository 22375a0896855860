import { expect, test } from 'vitest';
import { rememberWords } from '../../../../../packages/core/src/semantic/words/remember-words.ts';

test('a word of late is computed once, and of thousands of others the older are forgotten', () => {
  const computed: string[] = [];
  const shout = rememberWords((word) => {
    computed.push(word);
    return word.toUpperCase();
  });
  for (let number = 0; number < 10_000; number += 1) {
    expect(shout(`word${number}`)).toBe(`WORD${number}`);
    expect(shout('again')).toBe('AGAIN');
  }
  expect(computed.filter((word) => word === 'again')).toHaveLength(1);
  expect(computed).toHaveLength(10_001);
  shout('word9999');
  expect(computed).toHaveLength(10_001);
  shout('word0');
  expect(computed).toHaveLength(10_002);
});

test('what gives nothing is remembered too', () => {
  let computed = 0;
  const none = rememberWords(() => {
    computed += 1;
    return false;
  });
  expect([none('a'), none('a'), computed]).toEqual([false, false, 1]);
});
