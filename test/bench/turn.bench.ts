import Anthropic from '@anthropic-ai/sdk';
import { connectClient } from '../support/connect.ts';
import type { MeasureOptions, MeasureResult } from '../support/measure.ts';
import { startBenchDaemon, startHelper } from './support/processes.ts';
import { overRounds, round } from './support/statistics.ts';

export const name = 'turn';
export const summary =
  'time to first token and to last byte through the daemon, against the SDK straight to the upstream';

const ROUNDS = 9;
const TURNS = 30;
const WARM_UP = 20;
const MODEL = 'claude-haiku-5-5';

interface Times {
  readonly firstMs: number;
  readonly lastMs: number;
}

/** Questions as different as people's are: look-alikes would make the semantic cache weigh each against the last ones. */
const OPENINGS = [
  'How do I',
  'Why does nobody',
  'When should a beginner',
  'Where can my aunt',
  'Who taught farmers to',
];
const DOINGS = [
  'grow',
  'repair',
  'paint',
  'ship',
  'cook',
  'measure',
  'translate',
  'tune',
  'insure',
  'fold',
  'sharpen',
];
const THINGS = [
  'tomatoes',
  'a bicycle',
  'the fence',
  'parcels',
  'lentils',
  'rainfall',
  'poems',
  'a cello',
  'boats',
];
const MANNERS = [
  'in winter',
  'by hand',
  'without tools',
  'on an island',
  'for a school',
  'at night',
  'under water',
];

function questionNumber(count: number): string {
  const pick = (words: readonly string[]) => words[count % words.length] ?? '';
  return `${pick(OPENINGS)} ${pick(DOINGS)} ${pick(THINGS)} ${pick(MANNERS)}?`;
}

export async function run({ note }: MeasureOptions): Promise<MeasureResult> {
  using simulator = await startHelper(new URL('support/simulator-process.ts', import.meta.url), []);
  await using daemon = await startBenchDaemon(simulator.ready.address);
  const client = await connectClient(daemon.file);
  const sdk = new Anthropic({ apiKey: 'bench', baseURL: simulator.ready.address, maxRetries: 0 });
  let count = 0;
  const nextPrompt = () => questionNumber(count++);

  async function direct(): Promise<Times> {
    const messages = [{ role: 'user' as const, content: nextPrompt() }];
    const start = performance.now();
    let first: number | null = null;
    const stream = await sdk.messages.create({ model: MODEL, max_tokens: 1000, messages, stream: true });
    for await (const event of stream) {
      if (event.type === 'content_block_delta') first ??= performance.now();
    }
    return { firstMs: (first ?? start) - start, lastMs: performance.now() - start };
  }

  /** With the semantic tier a miss has also been compared with what was asked before. */
  async function throughDaemon(semantic: 'off' | 'serve'): Promise<Times> {
    const request = { prompt: nextPrompt(), model: MODEL, maxTokens: 1000, cache: { semantic } };
    const start = performance.now();
    let first: number | null = null;
    const turn = await client.startTurn(request);
    for await (const { event } of turn.events) {
      if (event.type === 'text-delta') first ??= performance.now();
      if (event.type === 'turn-error') throw new Error(event.error.message);
    }
    return { firstMs: (first ?? start) - start, lastMs: performance.now() - start };
  }

  async function repeat(once: () => Promise<Times>, times: number): Promise<Times[]> {
    const all: Times[] = [];
    for (let index = 0; index < times; index++) all.push(await once());
    return all;
  }

  const kinds = {
    direct,
    daemon: () => throughDaemon('off'),
    similar: () => throughDaemon('serve'),
  };
  const samples: Record<keyof typeof kinds, Times[][]> = { direct: [], daemon: [], similar: [] };
  for (const once of Object.values(kinds)) await repeat(once, WARM_UP);
  for (let index = 0; index < ROUNDS; index++) {
    note(`round ${index + 1} of ${ROUNDS}`);
    samples.direct.push(await repeat(kinds.direct, TURNS));
    samples.daemon.push(await repeat(kinds.daemon, TURNS));
    samples.similar.push(await repeat(kinds.similar, TURNS));
  }
  client.close();

  const p50 = (kind: keyof typeof kinds, field: keyof Times) =>
    overRounds(samples[kind].map((times) => times.map((one) => one[field]))).p50;
  const against = (kind: 'daemon' | 'similar', field: keyof Times) => ({
    directP50Ms: round(p50('direct', field)),
    daemonP50Ms: round(p50(kind, field)),
    addedP50Ms: round(p50(kind, field) - p50('direct', field)),
    ratioP50: round(p50(kind, field) / p50('direct', field)),
  });
  return {
    rounds: ROUNDS,
    turnsPerRound: TURNS,
    /** What daemon and socket add. */
    firstToken: against('daemon', 'firstMs'),
    lastByte: against('daemon', 'lastMs'),
    /** The same with the semantic cache asked before, and told after. */
    firstTokenWithSimilar: against('similar', 'firstMs'),
    lastByteWithSimilar: against('similar', 'lastMs'),
  };
}
