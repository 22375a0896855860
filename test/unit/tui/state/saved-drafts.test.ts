import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createSavedDrafts } from '../../../../packages/tui/src/state/index.ts';

let folder = '';
beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'jackdaw-drafts-'));
});
afterEach(() => fs.rmSync(folder, { recursive: true, force: true }));

/** A pid that nobody has: beyond what Linux gives away. */
const DEAD = 2 ** 22 + 1;
const draftsOf = (pid: number, now = 1_000, bootedAt = 0) =>
  createSavedDrafts({ folder, pid, now: () => now, bootedAt });
async function leave(pid: number, text: string, now?: number): Promise<void> {
  const drafts = draftsOf(pid, now);
  drafts.keep(text);
  await drafts.flush();
}
const files = () => fs.readdirSync(path.join(folder, 'drafts'));

test('what a dead chat left behind is given once, the oldest first', async () => {
  await leave(DEAD + 1, 'newer', 2_000);
  await leave(DEAD, 'older', 1_000);
  const [one, other] = await Promise.all([draftsOf(1).takeAbandoned(), draftsOf(2).takeAbandoned()]);
  expect([...one, ...other].toSorted()).toEqual(['newer', 'older']);
  expect(one.length === 2 ? one : ['older', 'newer']).toEqual(['older', 'newer']);
  expect(files()).toEqual([]);
});

test('a chat that runs keeps its own', async () => {
  await leave(process.ppid, 'somebody is typing this');
  expect(await draftsOf(process.pid).takeAbandoned()).toEqual([]);
  expect(files()).toHaveLength(1);
});

test('a draft from before the machine was started is nobody’s, whoever has its pid now', async () => {
  await leave(process.ppid, 'before the power went', 1_000);
  expect(await draftsOf(process.pid, 9_000, 5_000).takeAbandoned()).toEqual(['before the power went']);
});

test('only its owner may read it, and what was sent leaves nothing', async () => {
  const drafts = draftsOf(DEAD);
  drafts.keep('secret');
  await drafts.flush();
  expect(fs.statSync(path.join(folder, 'drafts', `${DEAD}.json`)).mode & 0o777).toBe(0o600);
  expect(fs.statSync(path.join(folder, 'drafts')).mode & 0o777).toBe(0o700);
  drafts.keep('');
  await drafts.flush();
  expect(files()).toEqual([]);
});

test('what cannot be read or written costs nothing but the draft', async () => {
  fs.mkdirSync(path.join(folder, 'drafts'));
  fs.writeFileSync(path.join(folder, 'drafts', `${DEAD}.json`), '{"pid":');
  expect(await draftsOf(1).takeAbandoned()).toEqual([]);
  fs.rmSync(path.join(folder, 'drafts'), { recursive: true });
  fs.writeFileSync(path.join(folder, 'drafts'), 'a file where the folder should be');
  await leave(DEAD, 'lost');
  expect(await draftsOf(1).takeAbandoned()).toEqual([]);
});
