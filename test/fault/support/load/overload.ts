import Anthropic from '@anthropic-ai/sdk';
import type { JackdawClient } from '@jackdaw/core/client';
import { JackdawError } from '@jackdaw/core';
import { KEY, openStand, type Stand } from '../../../integration/turns/open-stand.ts';
import { createDice } from '../dice.ts';

export interface OverloadOptions {
  /** Seconds of permanent overload, and of what comes after. */
  readonly seconds: number;
  readonly recoverySeconds: number;
  /** Questions a second. */
  readonly rate: number;
}

/** The first seconds, in which the breaker learns. */
const FIRST_SECONDS = 5;
const MODEL = 'claude-sonnet-5-5';
const BIN_MS = 100;

/**
 * A steady stream of different questions while the upstream answers 529 to all, then answers again: how many calls went
 * out for each question, how the questions ended, and how evenly calls went out once it had recovered.
 */
export async function overload({ seconds, recoverySeconds, rate }: OverloadOptions) {
  await using stand = await openStand({ config: { retry: { base: '500ms', cap: '8s' } } });
  await using daemon = await stand.start();
  const client = await stand.connect(daemon);
  stand.simulator.script(KEY, [{ scenario: '529', times: 'forever' }]);

  const down = await offer(client, rate, seconds, 'down');
  const attempts = arrivals(stand);
  const learnt = (attempts[0] ?? 0) + FIRST_SECONDS * 1000;
  const late = attempts.filter((at) => at > learnt).length;

  stand.simulator.script(KEY, [{ times: 'forever' }]);
  const restored = Date.now();
  const up = await offer(client, rate, recoverySeconds, 'up');
  const after = stand.simulator
    .journal({ path: '/v1/messages' })
    .filter(({ receivedAt, outcome }) => receivedAt >= restored && outcome === 'complete')
    .map(({ receivedAt }) => receivedAt);
  const { peak, mean } = bins(after);
  const asked = bins(up.askedAt);
  return {
    offered: down.offered,
    attempts: attempts.length,
    amplification: ratio(attempts.length, down.offered),
    amplificationLater: ratio(late, down.offered - rate * FIRST_SECONDS),
    endings: down.endings,
    recovery: {
      offered: up.offered,
      answered: up.answered,
      firstAnswerAfterMs: (after[0] ?? Number.NaN) - restored,
      peakPer100Ms: peak,
      meanPer100Ms: Math.round(mean * 100) / 100,
      peakToMean: ratio(peak, mean),
      // A busy machine holds up those who ask too, and then lets them ask all at once.
      peakAskedPer100Ms: asked.peak,
    },
  };
}

export interface PartialOverloadOptions {
  readonly seconds: number;
  /** Questions a second. */
  readonly rate: number;
  /** Of all calls, by chance, whichever model they ask. */
  readonly refused: number;
  readonly seed: number;
}

/**
 * A steady stream of different questions, whose model the daemon chooses, while the upstream answers 529 to some calls:
 * how many calls went out for each question, over all models together, the first seconds included.
 */
export async function partialOverload({ seconds, rate, refused, seed }: PartialOverloadOptions) {
  await using stand = await openStand({ config: { retry: { base: '500ms', cap: '8s' } } });
  await using daemon = await stand.start();
  const client = await stand.connect(daemon);
  const dice = createDice(seed);
  const steps = Array.from({ length: 3 * rate * seconds }, () =>
    dice.chance(refused) ? { scenario: '529' } : {},
  );
  stand.simulator.script(KEY, steps);
  const { offered, answered, endings } = await offer(client, rate, seconds, 'in part', 'auto');
  const attempts = arrivals(stand).length;
  return {
    refused,
    offered,
    attempts,
    amplification: ratio(attempts, offered),
    answered: ratio(answered, offered),
    endings,
  };
}

/** How often a loop of four tries over the SDK's own two retries asks for one question. Without its waits. */
export async function naiveAmplification(): Promise<number> {
  await using stand = await openStand();
  stand.simulator.script(KEY, [{ scenario: '529', headers: { 'retry-after-ms': '1' }, times: 'forever' }]);
  const client = new Anthropic({ apiKey: KEY, baseURL: stand.simulator.url });
  for (let attempt = 0; attempt < 4; attempt += 1) {
    try {
      await client.messages.create({
        model: MODEL,
        max_tokens: 10,
        messages: [{ role: 'user', content: 'x' }],
      });
    } catch {
      // again
    }
  }
  return stand.calls();
}

export interface RetryAfterTimes {
  readonly askedMs: number;
  readonly waitedMs: number;
  readonly share: number;
}

/** What lies between a 429 with `retry-after` and the next call, as the upstream sees it. */
export async function retryAfter(seconds: readonly number[]): Promise<RetryAfterTimes[]> {
  const times: RetryAfterTimes[] = [];
  for (const each of seconds) {
    await using stand = await openStand();
    await using daemon = await stand.start();
    const client = await stand.connect(daemon);
    stand.simulator.script(KEY, [{ scenario: '429', headers: { 'retry-after': String(each) } }, {}]);
    await client.call('ask', { request: { prompt: `After ${each} s?`, model: MODEL } });
    const [first, second] = stand.simulator.journal({ path: '/v1/messages' });
    const waitedMs = (second?.receivedAt ?? Number.NaN) - (first?.endedAt ?? Number.NaN);
    times.push({ askedMs: each * 1000, waitedMs, share: ratio(waitedMs, each * 1000) });
  }
  return times;
}

async function offer(client: JackdawClient, rate: number, seconds: number, name: string, model = MODEL) {
  const endings: Record<string, number> = {};
  const asked: Promise<void>[] = [];
  const askedAt: number[] = [];
  const started = Date.now();
  const offered = rate * seconds;
  for (let index = 0; index < offered; index += 1) {
    const due = started + (index * 1000) / rate;
    if (due > Date.now()) await new Promise((resolve) => setTimeout(resolve, due - Date.now()));
    const request = { prompt: `${name} ${index}?`, model, cache: { mode: 'off' as const } };
    askedAt.push(Date.now());
    asked.push(
      client.call('ask', { request }).then(
        () => count(endings, 'answered'),
        (error: unknown) => count(endings, error instanceof JackdawError ? error.code : 'other'),
      ),
    );
  }
  await Promise.all(asked);
  return { offered, askedAt, endings, answered: endings['answered'] ?? 0 };
}

function count(counts: Record<string, number>, name: string): void {
  counts[name] = (counts[name] ?? 0) + 1;
}

function arrivals(stand: Stand): number[] {
  return stand.simulator.journal({ path: '/v1/messages' }).map(({ receivedAt }) => receivedAt);
}

/** Calls in each tenth of a second from the first to the last. */
function bins(times: readonly number[]): { peak: number; mean: number } {
  const first = times[0] ?? 0;
  const counts = new Map<number, number>();
  for (const time of times) {
    const bin = Math.floor((time - first) / BIN_MS);
    counts.set(bin, (counts.get(bin) ?? 0) + 1);
  }
  const span = Math.max(...counts.keys()) + 1;
  return { peak: Math.max(...counts.values()), mean: times.length / span };
}

function ratio(part: number, whole: number): number {
  return Math.round((1000 * part) / whole) / 1000;
}
