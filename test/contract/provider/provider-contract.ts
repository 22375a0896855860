import {
  JackdawError,
  type ErrorCode,
  type ModelCall,
  type Provider,
  type ProviderEvent,
} from '@jackdaw/core';
import { expect, test } from 'vitest';
import { streamOf } from '../../support/provider-stream.ts';

/** Upstreams that the contract asks for, each a call that meets that fate. */
export type Fate =
  | 'ok'
  | 'thinking'
  | 'tools'
  | 'max-tokens'
  | 'refusal'
  | 'no-usage'
  | 'utf8-split'
  | 'huge'
  | 'stall-mid'
  | Failure;

type Failure =
  | '400'
  | '401'
  | '402'
  | '403'
  | '404'
  | '413'
  | '429-retry-after'
  | 'spend-limit'
  | '500'
  | '529'
  | '502-html'
  | '200-html'
  | '200-empty'
  | 'refused'
  | 'reset-headers'
  | 'reset-mid'
  | 'fin-mid'
  | 'clean-end-mid'
  | 'missing-message-stop'
  | 'error-first'
  | 'error-mid'
  | 'bad-json'
  | 'stall-headers'
  | 'stall-silent';

export interface ProviderUnderTest {
  readonly provider: Provider;
  /** The same fate each time; `stall-*` calls stay silent until they are given up. */
  call(fate: Fate): Promise<ModelCall>;
}

const FAILURES: readonly (readonly [Failure, ErrorCode, boolean])[] = [
  ['400', 'upstream_rejected', false],
  ['401', 'credentials_rejected', false],
  ['402', 'spend_limit', false],
  ['403', 'credentials_rejected', false],
  ['404', 'upstream_rejected', false],
  ['413', 'too_large', false],
  ['429-retry-after', 'rate_limited', true],
  ['spend-limit', 'spend_limit', false],
  ['500', 'upstream_error', true],
  ['529', 'overloaded', true],
  ['502-html', 'upstream_error', true],
  ['200-html', 'upstream_error', false],
  ['200-empty', 'interrupted', true],
  ['refused', 'unreachable', true],
  ['reset-headers', 'unreachable', true],
  ['reset-mid', 'interrupted', true],
  ['fin-mid', 'interrupted', true],
  ['clean-end-mid', 'interrupted', true],
  ['missing-message-stop', 'interrupted', true],
  ['error-first', 'overloaded', true],
  ['error-mid', 'overloaded', true],
  ['bad-json', 'upstream_error', true],
  ['stall-headers', 'stalled', true],
  ['stall-silent', 'stalled', true],
];

/** What every `Provider` promises, whatever is behind it. */
export function providerContract(name: string, open: () => Promise<ProviderUnderTest>): void {
  const collect = async (fate: Fate) => {
    const { provider, call } = await open();
    const events: ProviderEvent[] = [];
    try {
      for await (const event of streamOf(provider, await call(fate), new AbortController().signal))
        events.push(event);
      return { events, error: null };
    } catch (error) {
      return { events, error };
    }
  };
  const types = (events: readonly ProviderEvent[]) => events.map(({ type }) => type);

  test.each<Fate>(['ok', 'thinking', 'tools', 'max-tokens', 'refusal', 'no-usage', 'utf8-split', 'huge'])(
    `${name}: a whole response (%s) starts once, first, and ends once, last`,
    async (fate) => {
      const { events, error } = await collect(fate);
      expect(error).toBeNull();
      // What the headers say of limits may come before.
      expect(types(events).find((type) => type !== 'rate-limits')).toBe('response-start');
      expect(events.at(-1)?.type).toBe('response-end');
      expect(types(events).filter((type) => type === 'response-start')).toHaveLength(1);
      expect(types(events).filter((type) => type === 'response-end')).toHaveLength(1);
    },
  );

  test.each(FAILURES)(`${name}: %s is %s, and never an end`, async (fate, code, retryable) => {
    const { events, error } = await collect(fate);
    expect(error).toBeInstanceOf(JackdawError);
    expect(error).toMatchObject({ code, retryable });
    expect(types(events)).not.toContain('response-end');
  });

  test(`${name}: usage is cumulative: it never shrinks, and its last is the whole`, async () => {
    const { events } = await collect('ok');
    const outputs = events.flatMap((event) => (event.type === 'usage-update' ? [event.usage.output] : []));
    expect(outputs.length).toBeGreaterThan(0);
    expect(outputs).toEqual(outputs.toSorted((a, b) => a - b));
  });

  test(`${name}: a tool's input arrives parsed`, async () => {
    const { events } = await collect('tools');
    const blocks = events.flatMap((event) => (event.type === 'content-block' ? [event.block] : []));
    expect(blocks.length).toBeGreaterThan(0);
    for (const block of blocks) expect(block).toMatchObject({ type: 'tool_use', input: expect.any(Object) });
  });

  test(`${name}: an abort before the call throws the reason`, async () => {
    const { provider, call } = await open();
    const reason = new Error('before');
    await expect(streamOf(provider, await call('ok'), AbortSignal.abort(reason)).next()).rejects.toBe(reason);
  });

  test(`${name}: an abort in the middle throws the reason, although an event is awaited`, async () => {
    const { provider, call } = await open();
    const controller = new AbortController();
    const reason = new Error('in the middle');
    const events: ProviderEvent[] = [];
    const reading = (async () => {
      for await (const event of streamOf(provider, await call('stall-mid'), controller.signal)) {
        events.push(event);
        if (event.type === 'text-delta') setImmediate(() => controller.abort(reason));
      }
    })();
    await expect(reading).rejects.toBe(reason);
    expect(types(events)).not.toContain('response-end');
  });
}
