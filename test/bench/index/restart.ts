import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout } from 'node:timers/promises';
import { createBinaryIndex, type JsonValue } from '@jackdaw/core';
import {
  openIndex,
  writeSnapshot,
  type IndexChange,
} from '../../../packages/daemon/src/index-snapshot/index.ts';
import { openLevelStore } from '../../../packages/daemon/src/store/index.ts';
import { BAR, DIMENSIONS, type IndexContender } from './contenders.ts';
import type { Questions } from './questions.ts';

/** As many changes as come between two snapshots, so that `kill -9` can come before they are in one. */
const LATER_CHANGES = 5000;
const label = 'bench';

export interface RestartFigures {
  readonly entries: number;
  readonly snapshotMs: number;
  readonly snapshotBytes: number;
  /** From nothing in memory to the first correct answer: LevelDB opened, snapshot read, later changes replayed. */
  readonly restartMs: number;
  readonly replayedChanges: number;
  /** The longest that the event loop was late: doing nothing, writing the snapshot, restarting. */
  readonly idleDelayMs: number;
  readonly snapshotDelayMs: number;
  readonly restartDelayMs: number;
}

export async function measureRestart(
  questions: Questions,
  { index }: IndexContender,
): Promise<RestartFigures> {
  const folder = mkdtempSync(join(tmpdir(), 'jackdaw-bench-index-'));
  try {
    const file = join(folder, 'index.snapshot');
    const vectorOf = (id: number) => questions.vectors.subarray(id * DIMENSIONS, (id + 1) * DIMENSIONS);
    const replayed = Math.min(LATER_CHANGES, questions.entries / 10);
    const store = await openLevelStore({ folder: join(folder, 'store') });
    for (let at = 0; at < replayed; at += 100) {
      await store.write(
        Array.from({ length: 100 }, (_, more) => {
          const seq = 1 + at + more;
          const { buffer, byteOffset, byteLength } = vectorOf(at + more);
          const vector = Buffer.from(buffer, byteOffset, byteLength).toString('base64');
          return { type: 'put', key: keyOf(seq), value: { seq, id: at + more, vector } };
        }),
      );
    }
    await store.close();

    const idle = await watchLoop(() => setTimeout(500));
    const snapshot = await watchLoop(() => writeSnapshot({ file, index, sequence: 0, label }));
    const { vector, planted } = questions.ask(true);
    const restart = await watchLoop(async () => {
      const reopened = await openLevelStore({ folder: join(folder, 'store') });
      const opened = await openIndex({
        snapshotFile: file,
        label,
        createIndex: () => createBinaryIndex({ dimensions: DIMENSIONS, vectorOf }),
        async *entriesSince(sequence) {
          for await (const { value } of reopened.scan({ from: keyOf(sequence + 1), to: 'change/:' })) {
            yield parseChange(value);
          }
        },
      });
      const [found] = opened.index.nearest('fresh questions', vector, 1, BAR);
      if (found?.id !== planted?.id || opened.index.size !== index.size) throw new Error('A wrong answer.');
      return reopened;
    });
    await restart.result.close();
    return {
      entries: questions.entries,
      snapshotMs: snapshot.ms,
      snapshotBytes: statSync(file).size,
      restartMs: restart.ms,
      replayedChanges: replayed,
      idleDelayMs: idle.delayMs,
      snapshotDelayMs: snapshot.delayMs,
      restartDelayMs: restart.delayMs,
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function watchLoop<T>(work: () => Promise<T>): Promise<{ result: T; ms: number; delayMs: number }> {
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  const startedAt = performance.now();
  const result = await work();
  const ms = performance.now() - startedAt;
  delay.disable();
  return { result, ms, delayMs: delay.max / 1e6 };
}

function keyOf(seq: number): string {
  return `change/${String(seq).padStart(9, '0')}`;
}

function parseChange(value: JsonValue): IndexChange {
  const { seq, id, vector } = value as { seq: number; id: number; vector: string };
  const bytes = new Uint8Array(Buffer.from(vector, 'base64'));
  return { seq, id, partition: 'fresh questions', vector: new Float32Array(bytes.buffer) };
}
