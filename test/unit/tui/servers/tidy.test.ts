import { expect, test } from 'vitest';
import { problemWithKey, tidyAddress, tidyKey } from '../../../../packages/tui/src/servers/index.ts';

test.each([
  ['  sk-ant-1 \r\n'],
  ['"sk-ant-1"'],
  ["export ANTHROPIC_API_KEY='sk-ant-1'"],
  ['ANTHROPIC_API_KEY = sk-ant-1;'],
  ['sk-\nant-1'],
])('a pasted key is taken as it is meant: %j', (pasted) => {
  expect(tidyKey(pasted)).toBe('sk-ant-1');
});

test('what cannot be a key is named', () => {
  expect(problemWithKey(tidyKey(' " '))).toContain('Nothing was entered');
  expect(problemWithKey('schlüssel')).toContain('No key has such characters');
  expect(problemWithKey('sk-ant-1')).toBeNull();
});

test.each([
  ['localhost:11434', 'http://localhost:11434'],
  ['http://127.0.0.1:8080/v1/', 'http://127.0.0.1:8080'],
  ['http://box:8000/v1/messages', 'http://box:8000'],
  ['"http://localhost:1234/"', 'http://localhost:1234'],
  ['[::1]:4000', 'http://[::1]:4000'],
  ['192.168.1.7:8080', 'http://192.168.1.7:8080'],
  ['models.example.org/gateway/v1', 'https://models.example.org/gateway'],
  ['http://models.example.org', 'http://models.example.org'],
])('an address is taken as calls use it: %s', (typed, address) => {
  expect(tidyAddress(typed)).toBe(address);
});

test.each(['', 'two words', 'ftp://host', 'http://', 'http://user:word@host'])(
  '%j is no address',
  (typed) => {
    expect(tidyAddress(typed)).toBeNull();
  },
);
