import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createBinaryIndex } from '@jackdaw/core';
import { expect, test } from 'vitest';
import { openIndex } from '../../../packages/daemon/src/index-snapshot/index.ts';
import { temporaryFolder } from '../../unit/daemon/index-snapshot/support.ts';
import { codeRun, ENTRIES, LABEL } from './code-run.ts';

const ROUNDS = 5;

/** Kills the writer some turns of the event loop after it has begun a snapshot; tells what it had written before. */
async function writeAndKill(file: string, from: number, delayMs: number): Promise<number> {
  const writer = spawn(
    process.execPath,
    ['--no-warnings', join(import.meta.dirname, 'write-until-killed.ts'), file, String(from)],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  let printed = '';
  writer.stdout.setEncoding('utf8');
  for await (const chunk of writer.stdout) {
    printed += chunk;
    const isSecondUnderWay = /written \d+\nbegun \d+\n$/.test(printed);
    if (isSecondUnderWay && !writer.killed) setTimeout(() => writer.kill('SIGKILL'), delayMs);
  }
  if (writer.exitCode === null && writer.signalCode === null) await once(writer, 'exit');
  expect(writer.signalCode).toBe('SIGKILL');
  return Number([...printed.matchAll(/written (\d+)\n/g)].at(-1)?.[1]);
}

test(
  'kill -9 while a snapshot is written leaves a whole one, never older than the last that was finished',
  { timeout: 600_000 },
  async () => {
    const file = join(temporaryFolder(), 'index.snapshot');
    let unfinished = 0;
    let from = 0;
    for (let round = 0; round < ROUNDS; round += 1) {
      const written = await writeAndKill(file, from, round);
      if (existsSync(`${file}.new`)) unfinished += 1;
      const opened = await openIndex({
        snapshotFile: file,
        label: LABEL,
        createIndex: () => createBinaryIndex({ dimensions: 384, vectorOf: () => null }),
        // What the store has that the snapshot lacks: nothing.
        async *entriesSince() {},
      });
      expect(opened.rebuiltBecause).toBeUndefined();
      expect(opened.sequence).toBeGreaterThanOrEqual(written);
      expect(opened.index.size).toBe(ENTRIES + opened.sequence);
      const codes = new Map(
        [...opened.index.dump()].flatMap(({ ids, first }) => [...ids].map((id, at) => [id, first[at * 4]])),
      );
      expect([...codes].every(([id, word]) => id === word)).toBe(true);
      expect(codes.has(codeRun(ENTRIES + opened.sequence, 1).ids[0] ?? -1)).toBe(true);
      from = opened.sequence;
    }
    // The test is of use only where some were really killed in the middle.
    expect(unfinished).toBeGreaterThan(0);
  },
);
