import type { JackdawClient } from '@jackdaw/core/client';
import { JackdawError, type ChatEvent, type HistoryMessage, type WireRequest } from '@jackdaw/core/protocol';
import { afterAll, describe, expect, test } from 'vitest';
import { scenarios, simulatedModels } from '../../../packages/daemon/src/simulator/index.ts';
import { eventsOf, ofType, textIn } from './events-of.ts';
import { openStand } from './open-stand.ts';

const MAX_ATTEMPTS = 3;
/** Silence after which a server counts as stalled, where one stalls; to a busy machine others would seem to. */
const STALL_MS = 2500;

interface Fate {
  /** With a parameter where the catalogue's own would take too long. */
  readonly run?: string;
  /** `stopReason` of a turn that ends, code of one that fails. */
  readonly end: string;
  /** Only what is whole. */
  readonly cached?: true;
  /** How often the upstream is called. Default: once. */
  readonly attempts?: number;
  readonly state: HistoryMessage['state'];
  /** Whether some text came before the end. */
  readonly text?: false;
  readonly schema?: true;
}

const whole = { end: 'end_turn', cached: true, state: 'complete' } as const;
const refusedAtOnce = { state: 'error', text: false } as const;
const givenUp = { ...refusedAtOnce, attempts: MAX_ATTEMPTS } as const;
const cutMidway = { end: 'interrupted', state: 'interrupted' } as const;

/** What becomes of each scenario of the simulator's catalogue. */
const FATES: Readonly<Record<string, Fate>> = {
  ok: whole,
  'slow-first-token': { ...whole, run: 'slow-first-token:300' },
  'long-thinking': { ...whole, run: 'long-thinking:300' },
  huge: { ...whole, run: 'huge:20000' },
  'giant-event': { ...whole, run: 'giant-event:1000000' },
  tools: { ...whole, end: 'tool_use' },
  'tool-malformed': { end: 'upstream_error', ...givenUp },
  'tool-end-turn': { ...whole, text: false },
  thinking: whole,
  'max-tokens': { end: 'max_tokens', state: 'interrupted' },
  'stop-sequence': { ...whole, end: 'stop_sequence' },
  'refusal-empty': { end: 'refusal', state: 'refused', text: false },
  'refusal-partial': { end: 'refusal', state: 'refused' },
  'pause-turn': { end: 'pause_turn', state: 'interrupted' },
  'context-exceeded': { end: 'model_context_window_exceeded', state: 'interrupted' },
  'unknown-event': whole,
  'no-usage': whole,
  unicode: whole,

  'structured-valid': { ...whole, schema: true },
  // The question, and once more with the fault named.
  'structured-malformed': { end: 'invalid_output', attempts: 2, state: 'interrupted', schema: true },
  'structured-repairable': { ...whole, schema: true },
  'structured-schema-invalid': { end: 'invalid_output', attempts: 2, state: 'interrupted', schema: true },
  'max-tokens-mid-json': { end: 'max_tokens', state: 'interrupted', schema: true },

  '400': { end: 'upstream_rejected', ...refusedAtOnce },
  '401': { end: 'credentials_rejected', ...refusedAtOnce },
  '402': { end: 'spend_limit', ...refusedAtOnce },
  '403': { end: 'credentials_rejected', ...refusedAtOnce },
  '404': { end: 'upstream_rejected', ...refusedAtOnce },
  '413': { end: 'too_large', ...refusedAtOnce },
  '500': { end: 'upstream_error', ...givenUp },
  '504': { end: 'upstream_error', ...givenUp },
  '529': { end: 'overloaded', ...givenUp },
  '529-then-ok': { ...whole, attempts: 3 },
  '429': { end: 'rate_limited', ...givenUp },
  '429-retry-after': { end: 'rate_limited', ...givenUp },
  '429-retry-after-ms': { end: 'rate_limited', ...givenUp },
  '429-retry-after-date': { end: 'rate_limited', ...givenUp },
  '429-hour': { end: 'rate_limited', ...refusedAtOnce },
  '429-then-ok': { ...whole, attempts: 2 },
  'spend-limit': { end: 'spend_limit', ...refusedAtOnce },
  bucket: whole,
  '502-html': { end: 'upstream_error', ...givenUp },
  '200-html': { end: 'upstream_error', ...refusedAtOnce },
  '200-empty': { end: 'interrupted', ...givenUp },
  '200-json': { end: 'upstream_error', ...refusedAtOnce },
  'should-retry': { end: 'upstream_rejected', ...givenUp },
  'should-not-retry': { end: 'overloaded', ...refusedAtOnce },

  'reset-accept': { end: 'unreachable', ...givenUp },
  'reset-headers': { end: 'unreachable', ...givenUp },
  'fin-headers': { end: 'unreachable', ...givenUp },
  'reset-mid': cutMidway,
  'fin-mid': cutMidway,
  'clean-end-mid': cutMidway,
  'missing-message-stop': cutMidway,
  'reset-at-byte': { ...cutMidway, run: 'reset-at-byte:1500' },
  'error-first': { end: 'overloaded', ...givenUp },
  'error-mid': { end: 'overloaded', state: 'interrupted' },
  'bad-json': { end: 'upstream_error', state: 'interrupted' },
  'html-mid': cutMidway,
  'stall-headers': { end: 'stalled', ...givenUp },
  'stall-mid': { end: 'stalled', state: 'interrupted' },
  drip: { ...whole, run: 'drip:1' },
  bytes: whole,
  'utf8-split': whole,
  'random-chunks': whole,
  coalesced: whole,
  crlf: whole,
  'no-event-lines': whole,
};

const SCHEMA = {
  type: 'object',
  properties: { name: { type: 'string' }, count: { type: 'integer' } },
  required: ['name', 'count'],
  additionalProperties: false,
};

describe('every scenario of the simulator', async () => {
  const retry = { base: '1ms', cap: '5ms', maxAttempts: MAX_ATTEMPTS, maxRetryAfter: '3s' };
  const open = async (config: object) => {
    const stand = await openStand({ config: { retry, ...config } });
    const daemon = await stand.start();
    // A rejection that nobody handles fails the run: the daemon is in this process.
    afterAll(async () => {
      await daemon.stop('the tests are over');
      await stand[Symbol.asyncDispose]();
    });
    return { stand, daemon };
  };
  const patient = await open({});
  const hasty = await open({ timeouts: { connect: `${STALL_MS}ms`, stall: `${STALL_MS}ms` } });

  test('has its fate here', () => {
    expect(Object.keys(FATES).toSorted()).toEqual(scenarios.map(({ id }) => id).toSorted());
  });

  // Retries have a budget for each model; so the scenarios are spread over the models.
  const cases = scenarios.map(({ id }, index) => {
    const model = simulatedModels[index % simulatedModels.length]?.id ?? '';
    const fate: Fate = FATES[id] ?? whole;
    return { id, model, fate };
  });

  test.concurrent.each(cases)('$id', async ({ id, model, fate }) => {
    const { stand, daemon } = id.startsWith('stall') ? hasty : patient;
    const key = `key of ${id}`;
    const environment = { apiKey: key, baseUrl: `${stand.simulator.url}/s/${fate.run ?? id}` };
    const client = await stand.connect(daemon, environment);
    const tools = [{ name: 'get_weather', description: 'The weather.', input_schema: { type: 'object' } }];
    const request = {
      prompt: `What does ${id} do?`,
      model,
      maxTokens: 4000,
      ...(id.startsWith('tool') ? { tools } : {}),
      ...(fate.schema === true ? { schema: SCHEMA } : {}),
    };
    const turn = await client.startTurn(request);
    const events = await eventsOf(turn);
    const text = textIn(events);
    const { messages } = await client.call('history.get', { id: turn.conversationId ?? '' });
    const { end, attempts = 1, state } = fate;
    expect({
      ...endOf(events),
      hasText: text !== '',
      attempts: ofType(events, 'attempt-end').length,
      calls: stand.simulator.journal({ apiKey: key }).length,
      retriedAfterWords: fate.schema !== true && retriedAfterWords(events),
      kept: { state: messages[1]?.state, text: messages[1]?.text },
      cached: await cachedTextOf(client, request),
    }).toEqual({
      endings: 1,
      end,
      text,
      hasText: fate.text ?? true,
      attempts,
      calls: attempts,
      retriedAfterWords: false,
      kept: { state, text },
      cached: fate.cached === true ? text : 'not_cached',
    });
  });
});

/** The text that the cache alone gives, or the code of what it says instead. */
async function cachedTextOf(client: JackdawClient, request: WireRequest): Promise<string> {
  try {
    return (await client.call('ask', { request: { ...request, cache: { mode: 'only' } } })).text;
  } catch (error) {
    return error instanceof JackdawError ? error.code : String(error);
  }
}

function endOf(events: readonly ChatEvent[]) {
  const endings = events.filter(({ type }) => type === 'turn-end' || type === 'turn-error').length;
  const last = events.at(-1);
  if (last?.type === 'turn-end') return { endings, end: last.result.stopReason, text: last.result.text };
  if (last?.type === 'turn-error') return { endings, end: last.error.code, text: last.text };
  return { endings, end: 'no end', text: '' };
}

/** A further attempt may be begun only as long as nothing of the answer was shown. */
function retriedAfterWords(events: readonly ChatEvent[]): boolean {
  const firstWord = events.findIndex(({ type }) => /^(text-delta|thinking-delta|content-block)$/.test(type));
  return firstWord !== -1 && events.slice(firstWord).some(({ type }) => type === 'attempt-start');
}

describe('retry-after', () => {
  test('is waited for where it is short: in seconds, in milliseconds, as a date', async () => {
    await using stand = await openStand({ config: { retry: { maxAttempts: 2, maxRetryAfter: '3s' } } });
    await using daemon = await stand.start();
    const waits = await Promise.all(
      ['429-retry-after:1', '429-retry-after-ms:70', '429-retry-after-date:2'].map(async (id) => {
        const client = await stand.connect(daemon, { apiKey: id, baseUrl: `${stand.simulator.url}/s/${id}` });
        const events = await eventsOf(await client.startTurn({ prompt: id }));
        const [first, second] = stand.simulator.journal({ apiKey: id });
        const waited = (second?.receivedAt ?? 0) - (first?.endedAt ?? Infinity);
        const [told] = ofType(events, 'attempt-end');
        expect(told?.retryInMs).toBeGreaterThan(0);
        return { told: told?.error?.retryAfterMs ?? Infinity, waited };
      }),
    );
    expect(waits.slice(0, 2).map(({ told }) => told)).toEqual([1000, 70]);
    expect(waits[2]?.told).toBeGreaterThan(0);
    // Never sooner than asked for, give or take the millisecond that clocks round to.
    for (const { told, waited } of waits) expect(waited).toBeGreaterThanOrEqual(told - 2);
  });

  test('fails at once where it is long, and says for how long', async () => {
    await using stand = await openStand({ scenario: '/s/429-hour' });
    await using daemon = await stand.start();
    const client = await stand.connect(daemon);
    const failure = await client
      .call('ask', { request: { prompt: 'Now?' } })
      .catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(JackdawError);
    expect(failure).toMatchObject({ code: 'rate_limited', retryable: true, retryAfterMs: 3_600_000 });
    expect(stand.calls()).toBe(1);
  });
});
