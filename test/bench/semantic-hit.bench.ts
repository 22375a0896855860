import { setTimeout } from 'node:timers/promises';
import { createLexicalEmbedder, createSystemClock, type Embedder } from '@jackdaw/core';
import { createMiniLmEmbedder } from '../../packages/daemon/src/embedder/index.ts';
import type { MeasureOptions, MeasureResult } from '../support/measure.ts';
import { poll } from '../support/poll.ts';
import { startBenchDaemon, startHelper } from './support/processes.ts';
import { openRoundTrips, type RoundTrips } from './support/round-trips.ts';
import { median, percentile, round } from './support/statistics.ts';

export const name = 'semantic-hit';
export const summary =
  'an answer to a similar question over the socket, against embedding plus an exact hit; MINILM_FOLDER measures the model too';

const ROUNDS = 7;
const CALLS = 300;
const WARM_UP = 300;
const BURST = 400;

/** Pairs of one meaning: the first is asked of the model, the second is similar. */
const PAIRS: readonly (readonly [string, string])[] = [
  ['How do I reset my password?', 'What is the process to reset my password?'],
  ['How can I cancel my subscription?', 'How do I cancel my subscription?'],
  ['What is the capital of Australia?', 'Tell me the capital of Australia.'],
];

const SILENT = { debug() {}, info() {}, warn() {}, error() {} };
const never = new AbortController().signal;

export async function run({ note }: MeasureOptions): Promise<MeasureResult> {
  const folder = process.env['MINILM_FOLDER'];
  const lexical = await measureWith(createLexicalEmbedder(), { enabled: false }, note);
  if (folder === undefined) return { lexical };
  const model = createMiniLmEmbedder({
    folder,
    cacheFolder: folder,
    allowDownload: false,
    clock: createSystemClock(),
    log: SILENT,
  });
  try {
    return { lexical, model: await measureWith(model, { folder, download: false }, note) };
  } finally {
    await model.close();
  }
}

const request = (prompt: string) => ({ messages: [{ role: 'user', content: prompt }] });
const rpc = (method: string, params: object) => (id: number) =>
  JSON.stringify({ jsonrpc: '2.0', id, method, params });
const ask = (prompt: string) => rpc('ask', { request: request(prompt) });

async function measureWith(embedder: Embedder, config: object, note: (text: string) => void) {
  await embedder.embed(['a first text'], never);
  using simulator = await startHelper(new URL('support/simulator-process.ts', import.meta.url), ['page']);
  await using daemon = await startBenchDaemon(simulator.ready.address, { embedder: config });
  using trips = await openRoundTrips(daemon.file.socket);
  using watch = await openRoundTrips(daemon.file.socket);
  await learn(trips, embedder.id);
  const similar = PAIRS.map(([, other]) => other);
  for (const prompt of similar) {
    const reply = await trips.once(ask(prompt)(1));
    if (!reply.includes('"cache":"semantic"')) throw new Error(`"${prompt}" was not a similar hit: ${reply}`);
  }

  /** Milliseconds of each call, going round the questions; each is measured alone, the others beside it. */
  const kinds = {
    embed: (calls: number) => embedTimes(embedder, similar, calls),
    exact: (calls: number) =>
      eachOf(
        trips,
        PAIRS.map(([first]) => first),
        calls,
      ),
    semantic: (calls: number) => eachOf(trips, similar, calls),
  };
  const samples: Record<keyof typeof kinds, number[]> = { embed: [], exact: [], semantic: [] };
  for (const measure of Object.values(kinds)) await measure(WARM_UP);
  for (let index = 0; index < ROUNDS; index++) {
    note(`${embedder.id}: round ${index + 1} of ${ROUNDS}`);
    for (const kind of ['embed', 'exact', 'semantic'] as const) {
      samples[kind].push(median(await kinds[kind](CALLS)));
    }
  }
  const [embedMs, exactMs, semanticMs] = [samples.embed, samples.exact, samples.semantic].map(median);
  if (embedMs === undefined || exactMs === undefined || semanticMs === undefined)
    throw new Error('no figures');
  return {
    rounds: ROUNDS,
    callsPerRound: CALLS,
    embedP50Ms: round(embedMs),
    exactHitP50Ms: round(exactMs),
    semanticHitP50Ms: round(semanticMs),
    /** What looking, judging by guards and reading the answer take beside embedding and an exact hit. */
    beyondEmbedAndExactMs: round(semanticMs - embedMs - exactMs),
    beyondEmbedMs: round(semanticMs - embedMs),
    statusWhileIdle: await statusTimes(watch, async () => {}),
    statusWhileAsking: await statusTimes(watch, () => askMany(daemon.file.socket, 'off')),
    statusWhileEmbedding: await statusTimes(watch, () => askMany(daemon.file.socket, 'serve')),
  };
}

/** Asks the first of each pair, and waits until the embedder that is measured knows them all. */
async function learn(trips: RoundTrips, embedderId: string): Promise<void> {
  for (const [first] of PAIRS) await trips.once(ask(first)(1));
  await poll('the embedder is ready and the questions are kept', async () => {
    const status = await trips.once(rpc('status', {})(2));
    const stats = await trips.once(rpc('cache.stats', {})(3));
    return status.includes(`"id":"${embedderId}"`) && stats.includes(`"semantic":${PAIRS.length}`);
  });
}

async function eachOf(trips: RoundTrips, prompts: readonly string[], calls: number): Promise<number[]> {
  const times: number[] = [];
  for (const prompt of prompts)
    times.push(...(await trips.measure(Math.ceil(calls / prompts.length), ask(prompt))));
  return times;
}

async function embedTimes(embedder: Embedder, texts: readonly string[], calls: number): Promise<number[]> {
  const times: number[] = [];
  for (let call = 0; call < calls; call++) {
    const text = texts[call % texts.length] ?? '';
    const start = performance.now();
    await embedder.embed([text], never);
    times.push(performance.now() - start);
  }
  return times;
}

/**
 * Many new questions, one after the other. With `serve` each is embedded to be looked up, and again to be kept; with
 * `off` all else is the same. One at a time, so that a small call beside them waits for the work of one turn at most.
 */
async function askMany(socket: string, semantic: 'off' | 'serve'): Promise<void> {
  using trips = await openRoundTrips(socket);
  for (let call = 0; call < BURST; call++) {
    const prompt = `How do I repair part ${semantic} ${call} of the old clock in the tower of the village?`;
    await trips.once(rpc('ask', { request: { ...request(prompt), cache: { semantic } } })(call));
  }
}

/** How long a small call takes while something goes on: the daemon answers it between everything else that it does. */
async function statusTimes(watch: RoundTrips, work: () => Promise<void>) {
  const times: number[] = [];
  const ended = new AbortController();
  const done = work().finally(() => ended.abort());
  while (!ended.signal.aborted || times.length < CALLS) {
    times.push(...(await watch.measure(1, rpc('status', {}))));
    await setTimeout(1); // a loop without a pause would take the processor from what it watches
  }
  await done;
  return {
    calls: times.length,
    p50Ms: round(percentile(times, 0.5)),
    p99Ms: round(percentile(times, 0.99)),
    p999Ms: round(percentile(times, 0.999)),
    maxMs: round(percentile(times, 1)),
  };
}
