import { appendFileSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readLogEnd, readLogSince } from '../../../../packages/tui/src/cli/daemon/log-files.ts';
import { createLogFilter } from '../../../../packages/tui/src/cli/daemon/log-filter.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'jackdaw-logs-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const file = (name = 'daemon.log') => path.join(folder, name);
const rotate = () => {
  renameSync(file(), file('daemon.log.1'));
};

test('the end of a log reaches back into the files that were set aside, in whole lines', async () => {
  writeFileSync(file('daemon.log.2'), 'first\n');
  writeFileSync(file('daemon.log.1'), 'second\nthird\n');
  writeFileSync(file(), 'fourth\nhalf a li');
  expect((await readLogEnd(folder, Infinity)).text).toBe('first\nsecond\nthird\nfourth\n');
  expect((await readLogEnd(folder, 24)).text).toBe('third\nfourth\n');
});

test('a reader that follows loses no line when the log is set aside between two looks', async () => {
  writeFileSync(file(), 'one\n');
  const { place } = await readLogEnd(folder, Infinity);
  appendFileSync(file(), 'two\nthr');
  const second = await readLogSince(folder, place);
  expect(second.text).toBe('two\n');
  appendFileSync(file(), 'ee\nfour\n');
  rotate();
  writeFileSync(file(), 'five\n');
  const third = await readLogSince(folder, second.place);
  expect(third.text).toBe('three\nfour\nfive\n');
  expect((await readLogSince(folder, third.place)).text).toBe('');
});

test('a log that begins while it is waited for is read from its start', async () => {
  const { text, place } = await readLogEnd(folder, Infinity);
  expect([text, place]).toEqual(['', null]);
  writeFileSync(file(), 'one\n');
  expect((await readLogSince(folder, place)).text).toBe('one\n');
});

test('lines are chosen by level and time; what cannot be read is shown where nothing is chosen', () => {
  const line = (level: number, time: string) => JSON.stringify({ level, time, msg: 'x' });
  const lines = [
    line(20, '2026-11-20T10:00:00.000Z'),
    line(40, '2026-11-20T10:00:00.000Z'),
    line(50, '2026-11-21T10:00:00.000Z'),
    line(30, '2026-11-22T10:00:00.000Z'),
    'no JSON',
  ];
  const since = Date.parse('2026-11-21T00:00:00Z');
  const chosen = (wish: Parameters<typeof createLogFilter>[0]) =>
    lines.flatMap((text, place) => (createLogFilter(wish)(text) ? place : []));
  expect(chosen({})).toEqual([0, 1, 2, 3, 4]);
  expect(chosen({ level: 'warn' })).toEqual([1, 2]);
  expect(chosen({ since })).toEqual([2, 3]);
  expect(chosen({ level: 'error', since })).toEqual([2]);
});
