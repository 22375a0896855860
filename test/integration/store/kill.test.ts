import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openLevelStore } from '../../../packages/daemon/src/store/index.ts';
import { temporaryFolder } from './temporary-folder.ts';

const ROUNDS = 10;

/** Kills the writer after it has acknowledged so many batches, and returns the last number it had printed. */
async function writeAndKill(folder: string, round: number, batches: number): Promise<number> {
  const writer = spawn(
    process.execPath,
    ['--no-warnings', join(import.meta.dirname, 'write-until-killed.ts'), folder, String(round)],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  let printed = '';
  writer.stdout.setEncoding('utf8');
  for await (const chunk of writer.stdout) {
    printed += chunk;
    if (printed.split('\n').length > batches && !writer.killed) writer.kill('SIGKILL');
  }
  if (writer.exitCode === null && writer.signalCode === null) await once(writer, 'exit');
  expect(writer.signalCode).toBe('SIGKILL');
  return Number(printed.slice(0, printed.lastIndexOf('\n')).split('\n').at(-1));
}

test(
  'kill -9 at any moment loses no acknowledged batch and keeps batches whole',
  { timeout: 600_000 },
  async () => {
    const folder = temporaryFolder();
    for (let round = 0; round < ROUNDS; round += 1) {
      const acknowledged = await writeAndKill(folder, round, 1 + Math.floor(Math.random() * 400));
      const store = await openLevelStore({ folder });
      expect(store.recovered).toMatchObject({ damagedRecords: 0, lostBatches: 0, database: 'opened' });
      for (let number = 0; number <= acknowledged; number += 1) {
        const text = `ä${'x'.repeat(number % 700)}`;
        expect(await store.get(`round/${round}/${number}/a`)).toEqual({ number, text });
      }
      for (let number = 0; number <= acknowledged - 3; number += 1) {
        expect(await store.get(`round/${round}/${number}/b`)).toBeUndefined();
      }
      const last = await store.get('last');
      const written =
        typeof last === 'object' && last !== null && 'number' in last ? Number(last['number']) : -1;
      expect(written).toBeGreaterThanOrEqual(acknowledged);
      // All or nothing: whatever came after the last one printed is there with both its keys, or not at all.
      expect(await store.get(`round/${round}/${written}/b`)).toMatchObject({ number: written });
      expect(await store.get(`round/${round}/${written + 1}/a`)).toBeUndefined();
      await store.close();
    }
  },
);
