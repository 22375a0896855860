import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { writePrivateFile } from '../../../../packages/tui/src/cli/write-private-file.ts';

test('what is written, a key for one, is this user’s alone, also where an open file was there', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'jackdaw-private-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = path.join(folder, 'below', 'credentials.json');
  await writePrivateFile(file, 'first');
  writeFileSync(path.join(folder, 'open.json'), 'old', { mode: 0o644 });
  await writePrivateFile(path.join(folder, 'open.json'), 'new');
  for (const [place, text] of [
    [file, 'first'],
    [path.join(folder, 'open.json'), 'new'],
  ] as const) {
    expect(readFileSync(place, 'utf8')).toBe(text);
    expect(statSync(place).mode & 0o777).toBe(0o600);
  }
  expect(statSync(path.dirname(file)).mode & 0o777).toBe(0o700);
  expect(readdirSync(path.dirname(file))).toEqual(['credentials.json']);
});
