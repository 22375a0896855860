import type { JackdawClient } from '@jackdaw/core/client';
import type { ChatEvent } from '@jackdaw/core/protocol';
import { expect, test } from 'vitest';
import { poll } from '../../support/poll.ts';
import { eventsOf, ofType } from './events-of.ts';
import { KEY, openStand, type Stand } from './open-stand.ts';

const WINDOW = 4_000;
const CONFIG = {
  maxTokens: 500,
  windows: { 'claude-haiku-5-5': 3 * WINDOW, 'claude-sonnet-5-5': WINDOW, 'claude-opus-5-5': WINDOW },
  context: { keep: 1 },
};

const long = (name: string) => `${name}: ${'one of many words that fill the window '.repeat(100)}`;

/** Turns of one conversation, until one of them was compacted. */
async function talkUntilCompact(client: JackdawClient, from: string | null = null) {
  let conversationId = from;
  for (let number = 1; number <= 12; number++) {
    const events = await say(client, long(`Question ${number}`), conversationId);
    conversationId = ofType(events, 'turn-start')[0]?.conversationId ?? null;
    if (conversationId === null) throw new Error('There is no conversation.');
    const [compact] = ofType(events, 'context-compact');
    if (compact !== undefined) return { conversationId, compact, events, turns: number };
  }
  throw new Error('Nothing was summarised.');
}

async function say(
  client: JackdawClient,
  prompt: string,
  conversationId: string | null,
): Promise<readonly ChatEvent[]> {
  const more = conversationId === null ? {} : { conversationId };
  return eventsOf(await client.startTurn({ prompt, model: 'balanced', ...more }));
}

const lastCall = ({ simulator }: Stand) =>
  JSON.stringify(simulator.journal({ path: '/v1/messages' }).at(-1)?.body);

test('a long conversation goes on with a summary, through restarts; history and export have all of it', async () => {
  await using stand = await openStand({ config: CONFIG });
  const before = await stand.start();
  const { conversationId, compact, turns } = await talkUntilCompact(await stand.connect(before));
  expect(lastCall(stand)).not.toContain('"content":"Question 1:');
  await before.stop('a restart');

  await using daemon = await stand.start();
  const client = await stand.connect(daemon);
  const again = await say(client, 'Shortly?', conversationId);
  expect(again.map(({ type }) => type)).not.toContain('context-compact');
  expect(lastCall(stand)).toContain('was summarised to make room');
  expect(lastCall(stand)).not.toContain('"content":"Question 1:');

  const { messages } = await client.call('history.get', { id: conversationId });
  expect(messages).toHaveLength(2 * (turns + 1));
  expect(messages[0]?.text).toBe(long('Question 1'));
  const marked = messages.findIndex(({ compaction }) => compaction !== undefined);
  expect(marked).toBe(2 * compact.turns - 1);
  const { text } = await client.call('history.export', { id: conversationId, format: 'markdown' });
  expect(text).toContain(long('Question 1').trim());
  expect(text).toContain('summarised for the model');
});

test('the summary is in the bill, the books and the trace, to the token', async () => {
  await using stand = await openStand({ config: CONFIG });
  await using daemon = await stand.start();
  const client = await stand.connect(daemon);
  const { conversationId, events } = await talkUntilCompact(client);
  const { total } = stand.simulator.ledger();
  const stats = await client.call('metrics.get', {});
  expect(stats.tokens).toMatchObject({ input: total.inputTokens, output: total.outputTokens });
  expect(Math.abs(stats.costUsd - total.costUsd)).toBeLessThan(1e-9);
  const { conversations } = await client.call('history.list', {});
  expect(Math.abs((conversations[0]?.costUsd ?? NaN) - total.costUsd)).toBeLessThan(1e-9);
  const traceId = ofType(events, 'turn-end')[0]?.result.traceId ?? '';
  const { spans } = await client.call('trace.get', { id: traceId });
  expect(spans.find(({ name }) => name === 'compact')?.attributes).toMatchObject({
    model: 'claude-haiku-5-5',
  });

  // By hand, too: nothing but the conversation is there to be billed.
  const outcome = await client.call('history.compact', { id: conversationId });
  const after = stand.simulator.ledger().total.costUsd;
  expect(outcome.costUsd).toBeCloseTo(after - total.costUsd, 9);
  const billed = (await client.call('history.list', {})).conversations[0]?.costUsd ?? NaN;
  expect(Math.abs(billed - after)).toBeLessThan(1e-9);
});

test('kill -9 in the middle of a summary leaves the conversation as it was', async () => {
  await using stand = await openStand({ config: CONFIG });
  // The third call is the one for the summary: it never ends.
  stand.simulator.script(KEY, [{}, {}, { fault: { kind: 'stall', at: 'headers' }, times: 'forever' }]);
  let id: string | null = null;
  {
    await using daemon = await stand.spawn();
    const client = await stand.connect(daemon);
    for (const name of ['Question 1', 'Question 2']) {
      id = ofType(await say(client, long(name), id), 'turn-start')[0]?.conversationId ?? null;
    }
    const more = id === null ? {} : { conversationId: id };
    await client.startTurn({ prompt: long('Question 3'), model: 'balanced', ...more });
    await poll('the summary to be asked for', () => stand.calls() === 3);
    expect(lastCall(stand)).toContain('You summarise');
    daemon.child.kill('SIGKILL');
    await daemon.exit;
  }
  stand.simulator.script(KEY, [{ times: 'forever' }]);
  await using daemon = await stand.start();
  const client = await stand.connect(daemon);
  if (id === null) throw new Error('There is no conversation.');
  const { messages } = await client.call('history.get', { id });
  expect(messages.map(({ compaction }) => compaction).filter((mark) => mark !== undefined)).toEqual([]);
  expect(messages.map(({ role, state }) => `${role} ${state}`)).toEqual([
    'user complete',
    'assistant complete',
    'user complete',
    'assistant complete',
    'user complete',
    'assistant interrupted',
  ]);
  const events = await say(client, long('Question 3'), id);
  expect(ofType(events, 'context-compact')).toHaveLength(1);
  expect(ofType(events, 'turn-end')).toHaveLength(1);
});

test('with the policy `refuse`, what does not fit is not asked, and the words say what can be done', async () => {
  const context = { policy: 'refuse' };
  await using stand = await openStand({ config: { ...CONFIG, context } });
  await using daemon = await stand.start();
  const client = await stand.connect(daemon);
  await expect(talkUntilCompact(client)).rejects.toThrow('Nothing was summarised.');
  const { conversations } = await client.call('history.list', {});
  const { messages } = await client.call('history.get', { id: conversations[0]?.id ?? '' });
  expect(messages.at(-1)).toMatchObject({ state: 'error', error: expect.stringContaining('/compact') });
  const bodies = stand.simulator.journal({ path: '/v1/messages' }).map(({ body }) => JSON.stringify(body));
  expect(bodies.every((body) => body.includes('"content":"Question 1:'))).toBe(true);
});
