import { chmodSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { loadConfig } from '../../../../packages/daemon/src/config/load-config.ts';
import { followStoredKey, readStoredKey } from '../../../../packages/daemon/src/config/credentials.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'jackdaw-config-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function write(name: string, text: string, mode = 0o600): string {
  const file = path.join(folder, name);
  writeFileSync(file, text);
  chmodSync(file, mode);
  return file;
}

function recordingLog() {
  const warnings: string[] = [];
  const silent = () => {};
  const warn = (details: object, message: string) => {
    warnings.push(`${message} ${JSON.stringify(details)}`);
  };
  return { warnings, log: { debug: silent, info: silent, warn, error: silent } };
}

test('without a config file the defaults hold', () => {
  expect(loadConfig(path.join(folder, 'none.json')).daemon.port).toBe(0);
});

test('a config file may have comments, and its settings hold', () => {
  expect(loadConfig(write('config.json', '{ "daemon": { "port": 4321 } } // mine')).daemon.port).toBe(4321);
});

test.each(['{ "daemon": { "prot": 1 } }', '{ "daemon": ', '{ "daemon": { "port": "x" } }'])(
  'a config file that cannot be used is refused with its name: %s',
  (text) => {
    const file = write('config.json', text);
    expect(() => loadConfig(file)).toThrow(
      expect.objectContaining({ code: 'invalid_config', message: expect.stringContaining(file) }),
    );
  },
);

test('a config file that cannot be read is refused, not taken for a missing one', () => {
  const file = path.join(folder, 'config.json');
  mkdirSync(file);
  expect(() => loadConfig(file)).toThrow(expect.objectContaining({ code: 'invalid_config' }));
});

test('the stored key is read, and no file is no key', () => {
  const { log, warnings } = recordingLog();
  expect(readStoredKey(write('credentials.json', '{"apiKey":" the-key "}'), log)).toBe('the-key');
  expect(readStoredKey(path.join(folder, 'none.json'), log)).toBe(null);
  expect(warnings).toEqual([]);
});

test('the stored key is that of the file as it is now', () => {
  const { log, warnings } = recordingLog();
  const file = path.join(folder, 'followed.json');
  const storedKey = followStoredKey(file, log);
  expect(storedKey()).toBe(null);
  write('followed.json', '{"apiKey":"the-key"}');
  expect([storedKey(), storedKey()]).toEqual(['the-key', 'the-key']);
  write('followed.json', '{"apiKey":"another-key"}');
  expect(storedKey()).toBe('another-key');
  rmSync(file);
  expect(storedKey()).toBe(null);
  expect(warnings).toEqual([]);
});

test('credentials that others may read are made private, and it is said', () => {
  const { log, warnings } = recordingLog();
  const file = write('credentials.json', '{"apiKey":"the-key"}', 0o644);
  expect(readStoredKey(file, log)).toBe('the-key');
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(warnings).toHaveLength(1);
});

test('credentials that cannot be used are told of without their text', () => {
  const { log, warnings } = recordingLog();
  expect(readStoredKey(write('credentials.json', '{"apiKey":"the-key"'), log)).toBe(null);
  expect(readStoredKey(write('credentials.json', '["the-key"]'), log)).toBe(null);
  expect(warnings).toHaveLength(2);
  expect(warnings.join()).not.toContain('the-key');
});
