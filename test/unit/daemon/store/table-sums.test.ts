import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { createTableSums } from '../../../../packages/daemon/src/store/table-sums.ts';

const PLENTY = 1024 * 1024;

function setUp() {
  const folder = mkdtempSync(path.join(tmpdir(), 'jackdaw-tables-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const tables = path.join(folder, 'level');
  mkdirSync(tables);
  const table = path.join(tables, '000012.ldb');
  writeFileSync(table, 'records of a table');
  const open = () => createTableSums(tables, path.join(folder, 'tables.json'), 1);
  open().keep(PLENTY);
  return { table, check: () => open().check(PLENTY) };
}

test('a table that is as it was is nothing to tell of', () => {
  expect(setUp().check()).toEqual([]);
});

test('one flipped bit in a table is noticed, once', () => {
  const { table, check } = setUp();
  const bytes = readFileSync(table);
  bytes.writeUInt8(bytes.readUInt8(3) ^ 1, 3);
  writeFileSync(table, bytes);
  expect(check()).toEqual(['000012.ldb']);
});

test('a table that was still being written, or whose number was taken anew after a kill, is no damage', () => {
  const { table, check } = setUp();
  writeFileSync(table, 'records of a table, and those that came after');
  expect(check()).toEqual([]);
});
