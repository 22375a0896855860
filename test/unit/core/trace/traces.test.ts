import { createMemoryStore, openTraces, type Traces } from '@jackdaw/core';
import type { Trace } from '@jackdaw/core/protocol';
import { describe, expect, it } from 'vitest';

const traceOf = (id: string, outcome = 'complete'): Trace => ({
  id,
  startedAt: 0,
  durationMs: 1,
  outcome,
  conversationId: null,
  model: null,
  cache: null,
  costUsd: null,
  metadata: {},
  spans: [],
});

async function createFixture(keep = 3, keepErrors = 2) {
  const store = createMemoryStore();
  const open = () => openTraces({ store, keep, keepErrors });
  const record = async (traces: Traces, id: string, failed = false) =>
    store.write(traces.record(traceOf(id, failed ? 'overloaded' : 'complete'), failed));
  const ids = async (traces: Traces) => (await traces.list(100)).map(({ id }) => id);
  return { store, open, record, ids };
}

describe('traces', () => {
  it('are bounded: the oldest make room', async () => {
    const { open, record, ids } = await createFixture();
    const traces = await open();
    for (const id of ['01', '02', '03', '04', '05']) await record(traces, id);
    expect(await ids(traces)).toEqual(['05', '04', '03']);
    await expect(traces.get('01')).rejects.toMatchObject({ code: 'not_found' });
  });

  it('of failed turns outlive good ones, and make room for failed ones alone', async () => {
    const { open, record, ids } = await createFixture();
    const traces = await open();
    await record(traces, '01', true);
    for (const id of ['02', '03', '04', '05', '06']) await record(traces, id);
    expect(await ids(traces)).toEqual(['06', '05', '04', '01']);
    await record(traces, '07', true);
    await record(traces, '08', true);
    expect(await ids(traces)).toEqual(['08', '07', '06', '05', '04']);
  });

  it('are told apart after a restart too', async () => {
    const { store, open, record, ids } = await createFixture();
    const first = await open();
    await record(first, '01', true);
    await record(first, '02');
    const second = await open();
    for (const id of ['03', '04', '05', '06']) await record(second, id);
    expect(await ids(second)).toEqual(['06', '05', '04', '01']);
    const keys = [];
    for await (const { key } of store.scan({ from: 'trace', to: 'trace~' })) keys.push(key);
    expect(keys.filter((key) => key.startsWith('trace-failed/'))).toEqual(['trace-failed/01']);
  });
});
