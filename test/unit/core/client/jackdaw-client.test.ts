import { createClient, type MessageSocket } from '@jackdaw/core/client';
import type { ChatEvent } from '@jackdaw/core/protocol';
import { describe, expect, it } from 'vitest';

/** The daemon's end of a socket, by hand. */
function createPair() {
  const sent: { id: number; method: string; params: unknown }[] = [];
  let onMessage: (text: string) => void = () => {};
  let onClose: (code: number, reason: string) => void = () => {};
  const closed: (number | undefined)[] = [];
  const socket: MessageSocket = {
    send: async (text) => void sent.push(JSON.parse(text)),
    close: (code) => void closed.push(code),
    onMessage: (listener) => (onMessage = listener),
    onClose: (listener) => (onClose = listener),
  };
  const frame = (body: object) => onMessage(JSON.stringify({ jsonrpc: '2.0', ...body }));
  return {
    client: createClient(socket),
    sent,
    closed,
    raw: (text: string) => onMessage(text),
    reply: (result: unknown) => frame({ id: sent.at(-1)?.id, result }),
    fail: (error: object) => frame({ id: sent.at(-1)?.id, error }),
    event: (turnId: string, seq: number, event: ChatEvent) =>
      frame({ method: 'turn.event', params: { turnId, seq, event } }),
    drop: () => onClose(1006, ''),
  };
}

const result = {
  text: 'Hi',
  model: 'm',
  cache: 'miss' as const,
  usage: null,
  costUsd: null,
  savedUsd: 0,
  latencyMs: 1,
  ttftMs: 1,
  traceId: 't',
  conversationId: 'c',
  stopReason: 'end_turn',
};

describe('the client', () => {
  it('matches replies to calls in any order', async () => {
    const { client, sent, raw } = createPair();
    const first = client.call('cache.delete', { id: 'a' });
    const second = client.call('cache.clear', {});
    raw(JSON.stringify({ jsonrpc: '2.0', id: sent[1]?.id, result: { deleted: 7 } }));
    raw(JSON.stringify({ jsonrpc: '2.0', id: sent[0]?.id, result: { deleted: true } }));
    expect(await first).toEqual({ deleted: true });
    expect(await second).toEqual({ deleted: 7 });
  });

  it('throws the daemon’s error with its code, and keeps a code it does not know', async () => {
    const { client, fail } = createPair();
    const limited = client.call('status', {});
    fail({
      code: -32000,
      message: 'Slow down.',
      data: { code: 'rate_limited', retryable: true, retryAfterMs: 900 },
    });
    await expect(limited).rejects.toMatchObject({ code: 'rate_limited', retryable: true, retryAfterMs: 900 });
    const strange = client.call('status', {});
    fail({ code: -32000, message: 'New.', data: { code: 'from_the_future', retryable: false } });
    await expect(strange).rejects.toThrow('New. (from_the_future)');
  });

  it('refuses a result of another shape, and says which side to restart', async () => {
    const { client, reply } = createPair();
    const call = client.call('cache.clear', {});
    reply({ deleted: 'many' });
    await expect(call).rejects.toMatchObject({ code: 'protocol_mismatch' });
  });

  it('gives all events of a turn, those that come in one go with the reply included, and then ends', async () => {
    const { client, reply, event } = createPair();
    const starting = client.startTurn({ prompt: 'Hello?' });
    reply({ turnId: 't1', conversationId: 'c', traceId: 'x' });
    event('t1', 0, { type: 'admission-pass' });
    const turn = await starting;
    event('t1', 1, { type: 'text-delta', text: 'Hi' });
    event('t1', 2, { type: 'turn-end', result });
    const seen: string[] = [];
    for await (const { event } of turn.events) seen.push(event.type);
    expect(seen).toEqual(['admission-pass', 'text-delta', 'turn-end']);
  });

  it('gives who leaves and comes back nothing twice, whatever was under way', async () => {
    const { client, reply, event } = createPair();
    const starting = client.startTurn({ prompt: 'Hello?' });
    reply({ turnId: 't1', conversationId: 'c', traceId: 'x' });
    const turn = await starting;
    event('t1', 0, { type: 'text-delta', text: 'one ' });
    for await (const _ of turn.events) break;
    event('t1', 1, { type: 'text-delta', text: 'two ' });
    const attaching = client.attach('t1', 1);
    event('t1', 2, { type: 'text-delta', text: 'three' });
    reply({ turnId: 't1' });
    event('t1', 2, { type: 'text-delta', text: 'two three' });
    event('t1', 3, { type: 'turn-end', result });
    const seen: number[] = [];
    for await (const { seq } of (await attaching).events) seen.push(seq);
    expect(seen).toEqual([2, 3]);
  });

  it('ends the stream of an earlier reader when a later one takes over', async () => {
    const { client, reply } = createPair();
    const starting = client.startTurn({ prompt: 'Hello?' });
    reply({ turnId: 't1', conversationId: 'c', traceId: 'x' });
    const { events } = await starting;
    const attaching = client.attach('t1', 0);
    reply({ turnId: 't1' });
    await attaching;
    expect(await events.next()).toEqual({ done: true, value: undefined });
  });

  it('detaches when the reader leaves early', async () => {
    const { client, reply, event, sent } = createPair();
    const starting = client.startTurn({ prompt: 'Hello?' });
    reply({ turnId: 't1', conversationId: 'c', traceId: 'x' });
    const turn = await starting;
    event('t1', 0, { type: 'admission-pass' });
    for await (const _ of turn.events) break;
    expect(sent.at(-1)).toMatchObject({ method: 'turn.detach', params: { turnId: 't1' } });
  });

  it('fails calls and turns when the connection is lost, and every call after', async () => {
    const { client, reply, drop } = createPair();
    const starting = client.startTurn({ prompt: 'Hello?' });
    reply({ turnId: 't1', conversationId: 'c', traceId: 'x' });
    const { events } = await starting;
    const waiting = client.call('status', {});
    let told = '';
    client.onClose(({ code }) => (told = code));
    drop();
    await expect(waiting).rejects.toMatchObject({ code: 'daemon_unavailable' });
    await expect(events.next()).rejects.toMatchObject({ code: 'daemon_unavailable' });
    await expect(client.call('status', {})).rejects.toMatchObject({ code: 'daemon_unavailable' });
    expect(told).toBe('daemon_unavailable');
  });

  it('stops waiting on abort, and ignores the late reply', async () => {
    const { client, reply } = createPair();
    const controller = new AbortController();
    const call = client.call('cache.clear', {}, controller.signal);
    controller.abort(new Error('enough'));
    await expect(call).rejects.toThrow('enough');
    expect(() => reply({ deleted: 1 })).not.toThrow();
  });

  it('hangs up on what is not the protocol', () => {
    const { raw, closed } = createPair();
    raw('<html>');
    expect(closed).toEqual([1003]);
  });
});
