import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { createSystemClock } from '@jackdaw/core';
import { root } from '../../scripts/root.mjs';
import { createMiniLmEmbedder, type MiniLmEmbedder } from '../../packages/daemon/src/embedder/index.ts';
import { loadTextModel } from '../../packages/daemon/src/embedder/worker/text-model.ts';
import type { MeasureOptions, MeasureResult } from '../support/measure.ts';
import { poll } from '../support/poll.ts';
import { percentile, round } from './support/statistics.ts';

export const name = 'embed';
export const summary = 'vectors from the worker thread: ms a text, delay of the event loop meanwhile, memory';

const SHORT = 'how do i reset my password?';
const LONG = 'which planets have rings and what is the process to reset an example sentence '.repeat(4);
const TEXTS = 200;
const SILENT = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };
const never = new AbortController().signal;

/** With MINILM_FOLDER the real model, else a stand-in with as much to compute and as many rows, in full precision. */
export async function run({ note }: MeasureOptions): Promise<MeasureResult> {
  const temporary = mkdtempSync(path.join(tmpdir(), 'jackdaw-embed-'));
  const real = process.env['MINILM_FOLDER'];
  const folder = real ?? path.join(temporary, 'stand-in');
  if (real === undefined) writeStandIn(folder);
  const embedder = createMiniLmEmbedder({
    folder,
    cacheFolder: temporary,
    allowDownload: false,
    idleMs: 3000,
    clock: createSystemClock(),
    log: SILENT,
  });
  try {
    const before = anonymousMib();
    let firstVectorMs = 0;
    const loading = await delayDuring(async () => {
      firstVectorMs = await timed(() => embedder.embed([SHORT], never));
    });
    const loaded = anonymousMib();
    note(`${TEXTS} short and ${TEXTS} long texts in the worker`);
    const idle = await delayDuring(() => new Promise((resolve) => setTimeout(resolve, 1500)));
    const short = await timesOf(embedder, SHORT);
    const long = await timesOf(embedder, LONG);
    const inWorker = await delayDuring(() => timesOf(embedder, LONG));
    const together = await timed(() =>
      embedder.embed(
        Array.from({ length: TEXTS }, () => SHORT),
        never,
      ),
    );
    note('waiting until the model is unloaded');
    await poll('the idle unload', () => isUnloaded(embedder));
    const unloaded = anonymousMib();
    const again = await timed(() => embedder.embed([SHORT], never));
    note('the same in this thread, to compare');
    const here = await loadTextModel(folder);
    const inThread = await delayDuring(async () => {
      for (let count = 0; count < TEXTS; count++) await here.embed(LONG);
    });
    await here.dispose();
    return {
      model: real === undefined ? 'stand-in' : embedder.id,
      importMs: round(median(Array.from({ length: 3 }, importMs)), 1),
      firstVectorMs: round(firstVectorMs, 1),
      vectorAfterUnloadMs: round(again, 1),
      shortTextMs: figures(short),
      longTextMs: figures(long),
      batchedMsPerText: round(together / TEXTS),
      /** A timer of 1 ms, so about 1 is none. */
      eventLoopDelayMs: { idle, loading, embeddingInWorker: inWorker, embeddingInThisThread: inThread },
      anonymousMib: { before, loaded, unloaded },
    };
  } finally {
    await embedder.close();
    rmSync(temporary, { recursive: true });
  }
}

/** In a process of its own, so that what it takes is not counted as the model's memory. */
function writeStandIn(folder: string): void {
  const module = new URL('../support/tiny-model/tiny-model.ts', import.meta.url).href;
  const code = `const { tinyModel, writeModel } = await import(${JSON.stringify(module)});
    writeModel(process.argv[1], tinyModel({ fullSize: true }));`;
  const { status, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', code, folder], {
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`The stand-in could not be written: ${stderr}`);
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

async function timesOf(embedder: MiniLmEmbedder, text: string): Promise<number[]> {
  const times: number[] = [];
  for (let count = 0; count < TEXTS; count++) times.push(await timed(() => embedder.embed([text], never)));
  return times;
}

async function delayDuring(work: () => Promise<unknown>): Promise<{ p50: number; p99: number; max: number }> {
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  await work();
  delay.disable();
  const ms = (nanoseconds: number) => round(nanoseconds / 1e6, 2);
  return { p50: ms(delay.percentile(50)), p99: ms(delay.percentile(99)), max: ms(delay.max) };
}

function isUnloaded(embedder: MiniLmEmbedder): boolean {
  const state = embedder.state();
  return state.state === 'ready' && !state.loaded;
}

/** What the import of transformers.js takes in a process of its own. */
function importMs(): number {
  const code =
    'const t = performance.now(); await import("@xenova/transformers"); console.log(performance.now() - t)';
  const options = { cwd: path.join(root, 'packages/daemon'), encoding: 'utf8' } as const;
  return Number(spawnSync(process.execPath, ['--input-type=module', '-e', code], options).stdout);
}

/** Memory of this process that no file backs; null where the system does not tell. */
function anonymousMib(): number | null {
  if (process.platform !== 'linux') return null;
  const rollup = readFileSync('/proc/self/smaps_rollup', 'utf8');
  return round(Number(/^Anonymous:\s+(\d+) kB/m.exec(rollup)?.[1]) / 1024, 1);
}

const median = (values: readonly number[]): number => percentile(values, 0.5);

const figures = (times: readonly number[]) => ({
  p50: round(percentile(times, 0.5), 2),
  p99: round(percentile(times, 0.99), 2),
});
