import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { modelFolder } from '@jackdaw/core/home';
import { checkModel } from '../../../../../packages/tui/src/cli/doctor/check-model.ts';

let data: string;
beforeEach(() => {
  data = mkdtempSync(path.join(tmpdir(), 'jackdaw-model-'));
});
afterEach(() => rmSync(data, { recursive: true, force: true }));

const CONTENT = 'weights';
const FILES = [
  { name: 'onnx/w', bytes: CONTENT.length, sha256: createHash('sha256').update(CONTENT).digest('hex') },
];
const SETTINGS = { enabled: true, folder: null, download: true, url: null, idle: '10m' };
const put = (folder: string, content: string) => {
  mkdirSync(path.join(folder, 'onnx'), { recursive: true });
  writeFileSync(path.join(folder, 'onnx/w'), content);
};
const check = (change: Partial<typeof SETTINGS> | { readonly folder: string } = {}) =>
  checkModel({ data }, { ...SETTINGS, ...change }, FILES);

test('files count by their checksums, not by being there', async () => {
  expect(await check()).toMatchObject({ state: 'ok', detail: expect.stringContaining('not there yet') });
  expect(await check({ download: false })).toMatchObject({ state: 'warn' });
  put(modelFolder({ data }), CONTENT);
  expect(await check()).toMatchObject({ state: 'ok', detail: 'checksums as they must be' });
  // Of the same length.
  put(modelFolder({ data }), 'weighty');
  expect(await check()).toMatchObject({ state: 'warn', detail: expect.stringContaining('damaged') });
  expect(await check({ enabled: false })).toMatchObject({ state: 'ok' });
});

test('a folder of one’s own may hold another model, and is told where it lacks files', async () => {
  const folder = path.join(data, 'mine');
  put(modelFolder({ data }), CONTENT);
  expect(await check({ folder })).toMatchObject({
    state: 'warn',
    detail: expect.stringContaining('lacks some'),
  });
  put(folder, 'another one');
  expect(await check({ folder })).toMatchObject({
    state: 'ok',
    detail: expect.stringContaining('another model'),
  });
});
