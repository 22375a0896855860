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

const KEY = 'canary/of.the+client="0123&456789abcdef';
const bytes = Buffer.from(KEY);

test.each([
  ['as it is', KEY],
  ['in an address', encodeURIComponent(KEY)],
  ['in an address in small letters', encodeURIComponent(KEY).toLowerCase()],
  ['in JSON', JSON.stringify({ key: KEY })],
  ['in JSON within JSON', JSON.stringify(JSON.stringify({ key: KEY }))],
  ['on a page', KEY.replaceAll('&', '&amp;').replaceAll('"', '&quot;')],
  ['in hexadecimal', bytes.toString('hex')],
  ['in Base64', bytes.toString('base64')],
  ['in Base64 for addresses', bytes.toString('base64url')],
  ['in Base64 behind a user name', Buffer.from(`x:${KEY}`).toString('base64')],
  ['in Base64 behind another one', Buffer.from(`me:${KEY}:more`).toString('base64')],
  ['cut off', KEY.slice(0, 15)],
  ['without its beginning', KEY.slice(10)],
  ['cut in two', `${KEY.slice(0, 14)} … ${KEY.slice(14)}`],
])('a key %s is hidden', (_how, echoed) => {
  const clean = redact(`the key ${echoed} was wrong`, [KEY]);
  expect(clean).toMatch(/^the key .*\[redacted\].* was wrong$/);
  for (const form of [KEY, encodeURIComponent(KEY), bytes.toString('hex'), bytes.toString('base64')]) {
    for (let at = 0; at + 12 <= form.length; at += 1) expect(clean).not.toContain(form.slice(at, at + 12));
  }
});

test('words that share a few letters with the key stay', () => {
  expect(redact('the canary/of. mine is yellow', [KEY])).toBe('the canary/of. mine is yellow');
});

test('a word that stands for a key where none is asked for hides nothing', () => {
  expect(redact('ollama has no model k2', ['ollama'])).toBe('ollama has no model k2');
  expect(redact('ollama has no model k2', ['m', ''])).toBe('ollama has no model k2');
});

test('a short key is hidden as well', () => {
  expect(redact('k2 was wrong, said (k2): k23, ok2', ['k2'])).toBe(
    '[redacted] was wrong, said ([redacted]): k23, ok2',
  );
  expect(redact('the key a+b-c$. was wrong', ['a+b-c$.'])).toBe('the key [redacted] was wrong');
  expect(redact('the key s3cret-key was wrong', ['s3cret-key'])).toBe('the key [redacted] was wrong');
});
