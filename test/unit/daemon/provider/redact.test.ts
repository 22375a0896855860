import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { redact } from '../../../../packages/daemon/src/provider/redact.ts';

test('no text keeps a secret, wherever it stands and whatever it holds', () => {
  fc.assert(
    fc.property(fc.string(), fc.string({ minLength: 12 }), fc.string(), (before, secret, after) => {
      fc.pre(!'[redacted]'.includes(secret));
      expect(
        redact(`${before}${secret}${after}`, [secret, null, '']).split(secret).length,
      ).toBeLessThanOrEqual(1);
    }),
  );
});

test('keys of others are hidden by their shape, and ordinary words are not', () => {
  expect(redact('got Bearer abcdefgh12345678, sk-ant-api03-abcdefghijkl_mn and a bearer of news', [])).toBe(
    'got Bearer [redacted], [redacted] and a bearer of news',
  );
});
