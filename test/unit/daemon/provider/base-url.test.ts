import { expect, test } from 'vitest';
import { normaliseBaseUrl, VENDOR_URL } from '../../../../packages/daemon/src/provider/base-url.ts';

test.each([
  [null, VENDOR_URL],
  ['  ', VENDOR_URL],
  ['http://localhost:11434', 'http://localhost:11434'],
  ['http://localhost:11434/', 'http://localhost:11434'],
  ['http://localhost:11434/v1', 'http://localhost:11434'],
  [' http://localhost:11434/v1/ ', 'http://localhost:11434'],
  ['https://gate.example/team//v1//', 'https://gate.example/team'],
  ['https://gate.example/v1beta', 'https://gate.example/v1beta'],
  ['http://127.0.0.1:8080/s/ok', 'http://127.0.0.1:8080/s/ok'],
  ['https://gate.example/a?b=c#d', 'https://gate.example/a'],
])('%j becomes %s', (given, wanted) => {
  expect(normaliseBaseUrl(given)).toBe(wanted);
});

test.each(['localhost:11434', 'not a url', 'ftp://files.example', 'file:///etc/passwd'])(
  '%s is refused',
  (given) => {
    expect(() => normaliseBaseUrl(given)).toThrow(expect.objectContaining({ code: 'invalid_config' }));
  },
);

test('a password in the URL is refused without showing it', () => {
  expect(() => normaliseBaseUrl('https://me:hunter2@gate.example')).toThrow(
    expect.objectContaining({ code: 'invalid_config', message: expect.not.stringContaining('hunter2') }),
  );
});
