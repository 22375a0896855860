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

  async function throughDaemon(): Promise<Times> {
    const prompt = nextPrompt();
    const start = performance.now();
    let first: number | null = null;
    const turn = await client.startTurn({ prompt, model: MODEL, maxTokens: 1000 });
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

  await repeat(direct, WARM_UP);
  await repeat(throughDaemon, WARM_UP);
  const rounds: { direct: Times[]; daemon: Times[] }[] = [];
  for (let index = 0; index < ROUNDS; index++) {
    note(`round ${index + 1} of ${ROUNDS}`);
    rounds.push({ direct: await repeat(direct, TURNS), daemon: await repeat(throughDaemon, TURNS) });
  }
  client.close();

  const of = (kind: 'direct' | 'daemon', field: keyof Times) =>
    overRounds(rounds.map((one) => one[kind].map((times) => times[field])));
  const compare = (field: keyof Times) => {
    const [straight, daemonTimes] = [of('direct', field), of('daemon', field)];
    return {
      directP50Ms: round(straight.p50),
      daemonP50Ms: round(daemonTimes.p50),
      addedP50Ms: round(daemonTimes.p50 - straight.p50),
      ratioP50: round(daemonTimes.p50 / straight.p50),
    };
  };
  return {
    rounds: ROUNDS,
    turnsPerRound: TURNS,
    firstToken: compare('firstMs'),
    lastByte: compare('lastMs'),
  };
}
