import { expect, test } from 'vitest';
import { bearerToken, createToken, isSameToken } from '../../../../packages/daemon/src/server/token.ts';

test('each token is new, has 256 bits, and can stand in a header', () => {
  const tokens = new Set(Array.from({ length: 100 }, createToken));
  expect(tokens.size).toBe(100);
  for (const token of tokens) expect(token).toMatch(/^[\w-]{43}$/);
});

test('only the whole token is the token', () => {
  const token = createToken();
  expect(isSameToken(token, token)).toBe(true);
  for (const other of [
    '',
    token.slice(1),
    token.slice(0, -1),
    `${token.slice(0, -1)}\0`,
    `${token} `,
    `${token}x`,
    token.toUpperCase(),
  ]) {
    expect(isSameToken(other, token)).toBe(false);
  }
});

test.each([
  ['Bearer abc', 'abc'],
  ['bearer  abc ', 'abc'],
  ['Bearer a b', null],
  ['Bearer', null],
  ['Basic abc', null],
  [undefined, null],
])('the token of %j is %j', (header, token) => {
  expect(bearerToken(header)).toBe(token);
});

test.each(['', 'x', 'the-token', 'the-tokem', 'x'.repeat(10_000)])(
  'the guess %# is compared over the length of the token, by what takes the same time for all',
  (guess) => {
    const compared: number[][] = [];
    isSameToken(guess, 'the-token', (one, other) => {
      compared.push([one.length, other.length]);
      return false;
    });
    expect(compared).toEqual([[9, 9]]);
  },
);
