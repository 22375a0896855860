import { describe, expect, it } from 'vitest';
import { isSlip } from '../../../../../packages/core/src/semantic/words/is-slip.ts';
import { isWord } from '../../../../../packages/core/src/semantic/words/is-word.ts';

describe('isSlip', () => {
  it.each([
    ['payment', 'paymnet'],
    ['payment', 'paymetn'],
    ['account', 'accoubt'],
    ['account', 'acccount'],
    ['costs', 'costss'],
    ['transfer', 'trasfer'],
    ['separate', 'seperate'],
    ['pin', 'pni'],
  ])('reads %s in %s', (meant, typed) => {
    expect(isSlip(meant, typed, false)).toBe(true);
  });

  it.each([
    ['fee', 'fse'],
    ['card', 'czard'],
    ['identity', 'ideitty'],
  ])('reads the common word %s in %s only in its place', (meant, typed) => {
    expect(isSlip(meant, typed, true)).toBe(true);
  });

  it.each([
    ['form', 'from'],
    ['mount', 'umount'],
    ['sulfate', 'sulfite'],
    ['payer', 'payee'],
    ['online', 'offline'],
    ['print', 'printf'],
    ['sync', 'async'],
    ['account', 'amount'],
    ['xi', 'xii'],
  ])('tells %s from %s, even in its place', (one, other) => {
    expect(isSlip(one, other, true)).toBe(false);
    expect(isSlip(other, one, true)).toBe(false);
  });
});

describe('isWord', () => {
  it.each(['password', 'unpin', 'offline', 'kwargs', 'nitrite', 'whats', 'postgres', 'fee'])(
    'knows %s',
    (word) => {
      expect(isWord(word)).toBe(true);
    },
  );
  it.each(['pasword', 'acount', 'hwo', 'recieve', 'mypassword'])('does not know %s', (word) => {
    expect(isWord(word)).toBe(false);
  });
});
