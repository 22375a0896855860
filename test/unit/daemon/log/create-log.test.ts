import { spawnSync } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createLog } from '../../../../packages/daemon/src/log/create-log.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'jackdaw-log-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const read = () => readFileSync(path.join(folder, 'daemon.log'), 'utf8');

test('each message is a line of JSON in a file for this user alone', () => {
  const log = createLog({ folder, level: 'info' });
  log.info({ port: 1 }, 'It listens.');
  log.debug({}, 'Not told at this level.');
  log.flush();
  expect(
    read()
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line)),
  ).toEqual([expect.objectContaining({ msg: 'It listens.', port: 1, pid: process.pid })]);
  expect(statSync(path.join(folder, 'daemon.log')).mode & 0o777).toBe(0o600);
});

test('no key and no token gets into the file, wherever it stands', () => {
  const log = createLog({ folder, level: 'debug' });
  const key = 'sk-ant-api03-abcdefgh_ijkl-mnop';
  const token = 'dG9rZW4tb2YtMzItYnl0ZXM';
  log.error({ err: new Error(`the call with ${key} failed`) }, `at ${key}`);
  log.warn({ apiKey: 'plain-secret', upstream: { apiKey: 'plain-secret', token } }, 'nested');
  log.warn({ headers: { authorization: `Bearer ${token}`, 'x-api-key': 'plain-secret' } }, 'headers');
  log.info({ url: `http://localhost/?key=${key}`, note: `Authorization: Bearer ${token}` }, 'text');
  log.info({ proxy: 'http://me:plain-secret@proxy.example:3128/' }, 'at https://plain-secret@mirror.example');
  log.flush();
  expect(read()).not.toMatch(/sk-ant-api03|plain-secret|dG9rZW4/);
  expect(read()).toContain('http://[secret]@proxy.example:3128/');
  expect(read().trim().split('\n')).toHaveLength(5);
});

test('a log over 5 MiB is set aside at the start', () => {
  const file = path.join(folder, 'daemon.log');
  for (const round of [1, 2]) {
    writeFileSync(file, `round ${round}`);
    truncateSync(file, 5 * 1024 * 1024 + 1);
    createLog({ folder, level: 'info' }).flush();
  }
  expect(readdirSync(folder).toSorted()).toEqual(['daemon.log', 'daemon.log.1', 'daemon.log.2']);
  expect(readFileSync(`${file}.1`, 'utf8').slice(0, 7)).toBe('round 2');
  expect(readFileSync(`${file}.2`, 'utf8').slice(0, 7)).toBe('round 1');
  expect(read()).toBe('');
});

test('a log that becomes full while it is written is set aside, whole lines each, and no file is ever larger', async () => {
  const bounds = { maxBytes: 2_000, kept: 3 };
  const log = createLog({ folder, level: 'info', bounds });
  for (let number = 0; number < 200; number++) {
    log.info({ number }, 'A line of some length, so that files fill.');
    if (number % 10 === 0) await setImmediate();
  }
  log.flush();
  const names = readdirSync(folder).toSorted();
  expect(names).toEqual(['daemon.log', 'daemon.log.1', 'daemon.log.2', 'daemon.log.3']);
  const numbers = names.toReversed().flatMap((name) => {
    const text = readFileSync(path.join(folder, name), 'utf8');
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(bounds.maxBytes);
    expect(statSync(path.join(folder, name)).mode & 0o777).toBe(0o600);
    return text
      .trimEnd()
      .split('\n')
      .map((line) => (JSON.parse(line) as { number: number }).number);
  });
  expect(numbers.length).toBeGreaterThan(20);
  // The latest, in order, without a gap.
  expect(numbers).toEqual(numbers.map((_, place) => 200 - numbers.length + place));
});

test('a log that cannot be set aside goes on where it is', () => {
  const log = createLog({ folder, level: 'info', bounds: { maxBytes: 500, kept: 1 } });
  // A folder that has something in it cannot be renamed over.
  mkdirSync(path.join(folder, 'daemon.log.1', 'in-the-way'), { recursive: true });
  for (let number = 0; number < 20; number++) log.info({ number }, 'A line.');
  log.flush();
  expect(read().trimEnd().split('\n')).toHaveLength(20);
});

test('a log that is not too large is gone on with', () => {
  writeFileSync(path.join(folder, 'daemon.log'), 'earlier\n');
  const log = createLog({ folder, level: 'info' });
  log.info({}, 'later');
  log.flush();
  expect(read().split('\n')).toHaveLength(3);
});

test('a text with line breaks stays one line, and its control characters are escaped', () => {
  const log = createLog({ folder, level: 'info' });
  const forged = 'a\n{"level":50,"msg":"forged"}\r\nb\u001b]52;c;eA==\u0007\u009b2J';
  log.info({ model: forged }, forged);
  log.flush();
  const [line = '', ...others] = read().trimEnd().split('\n');
  expect(others).toEqual([]);
  expect(line).not.toMatch(/[\u0000-\u001f\u007f-\u009f]/);
  expect(JSON.parse(line)).toMatchObject({ level: 30, msg: forged, model: forged });
});

test('a disk without room never holds up the process, neither at a line nor at the end', () => {
  const writer = path.join(import.meta.dirname, 'log-without-room.ts');
  // Units of 512 bytes: the system refuses the file's second page as it would on a full disk.
  const command = ['-c', 'ulimit -f 4; exec "$@"', 'sh', process.execPath, '--no-warnings', writer, folder];
  const { stdout, signal } = spawnSync('sh', command, { encoding: 'utf8', timeout: 100_000 });
  expect({ stdout, signal }).toEqual({ stdout: 'over', signal: null });
  expect(statSync(path.join(folder, 'daemon.log')).size).toBeLessThanOrEqual(2048);
});
