import { JackdawError, type ChatEvent } from '@jackdaw/core/protocol';
import { expect, test } from 'vitest';
import { connectClient, connectUnix, type Frame, type RawConnection } from '../../support/connect.ts';
import { poll } from '../../support/poll.ts';
import { createScriptedTurns } from './scripted-turns.ts';
import { serve } from './serve.ts';

const delta = (text: string): ChatEvent => ({ type: 'text-delta', text });
const start = { request: { prompt: 'hi' } };

/** The numbers and kinds of the events of a turn that this connection got so far. */
function eventsOf(connection: RawConnection, turnId: string): (readonly [number, string])[] {
  return connection.frames.flatMap(({ params }) =>
    params?.turnId === turnId && params.event !== undefined
      ? [[params.seq ?? -1, params.event.type] as const]
      : [],
  );
}

const isLast = ({ params }: Frame) => /^turn-(end|error)$/.test(params?.event?.type ?? '');

test('turn.start is answered first, then its events come in order and without gaps', async () => {
  const turns = createScriptedTurns((turn) => {
    turn.append(delta('a'), delta('b'));
    turn.end();
  });
  await using served = await serve({ turns });
  using connection = await connectUnix(served.socket);
  const answer = await connection.call('turn.start', start);
  expect(answer.result).toEqual({
    turnId: 'turn-1',
    conversationId: 'conversation-1',
    traceId: 'trace-of-turn-1',
  });
  await connection.find(isLast);
  expect(connection.frames[0]).toEqual(answer);
  expect(eventsOf(connection, 'turn-1')).toEqual([
    [0, 'text-delta'],
    [1, 'text-delta'],
    [2, 'turn-end'],
  ]);
});

test('events reach the reader while the turn is under way', async () => {
  await using served = await serve();
  using connection = await connectUnix(served.socket);
  await connection.call('turn.start', start);
  served.turns.started[0]?.append(delta('a'));
  const first = await connection.find(({ method }) => method === 'turn.event');
  expect(first.params).toEqual({ turnId: 'turn-1', seq: 0, event: delta('a') });
});

test.each([0, 1, 2, 3])(
  'attach from %i brings that event and all after it, of the past and to come',
  async (from) => {
    await using served = await serve();
    using first = await connectUnix(served.socket);
    await first.call('turn.start', start);
    const turn = served.turns.started[0];
    turn?.append(delta('0'), delta('1'));
    using second = await connectUnix(served.socket);
    expect((await second.call('turn.attach', { turnId: 'turn-1', from })).result).toEqual({
      turnId: 'turn-1',
    });
    turn?.append(delta('2'));
    turn?.end();
    await second.find(isLast);
    expect(eventsOf(second, 'turn-1').map(([seq]) => seq)).toEqual([0, 1, 2, 3].slice(from));
  },
);

test('attach without a number begins at the first event, also of a turn that is over', async () => {
  await using served = await serve({ turns: createScriptedTurns((turn) => turn.end()) });
  using connection = await connectUnix(served.socket);
  await connection.call('ask', start);
  await connection.call('turn.attach', { turnId: 'turn-1' });
  await connection.find(isLast);
  expect(eventsOf(connection, 'turn-1')).toEqual([[0, 'turn-end']]);
});

test('two readers of one turn each get every event', async () => {
  await using served = await serve();
  using first = await connectUnix(served.socket);
  using second = await connectUnix(served.socket);
  await first.call('turn.start', start);
  await second.call('turn.attach', { turnId: 'turn-1', from: 0 });
  const turn = served.turns.started[0];
  for (let n = 0; n < 500; n += 1) turn?.append(delta(`${n} `));
  turn?.end();
  for (const connection of [first, second]) {
    await connection.find(isLast);
    expect(eventsOf(connection, 'turn-1').map(([seq]) => seq)).toEqual(
      Array.from({ length: 501 }, (_, n) => n),
    );
  }
});

test('a second attach on one connection takes over: no event comes twice from then on', async () => {
  await using served = await serve();
  using connection = await connectUnix(served.socket);
  await connection.call('turn.start', start);
  await connection.call('turn.attach', { turnId: 'turn-1', from: 0 });
  const turn = served.turns.started[0];
  await poll('one reader', () => turn?.readers === 1);
  turn?.append(delta('a'));
  turn?.end();
  await connection.find(isLast);
  expect(eventsOf(connection, 'turn-1')).toEqual([
    [0, 'text-delta'],
    [1, 'turn-end'],
  ]);
});

test('detach stops the events and leaves the turn running', async () => {
  await using served = await serve();
  using connection = await connectUnix(served.socket);
  await connection.call('turn.start', start);
  expect((await connection.call('turn.detach', { turnId: 'turn-1' })).result).toEqual({});
  const turn = served.turns.started[0];
  await poll('no reader', () => turn?.readers === 0);
  turn?.append(delta('a'));
  await connection.call('models.list');
  expect(eventsOf(connection, 'turn-1')).toEqual([]);
  expect(turn?.cancelled).toBe(false);
});

test.each(['turn.start', 'ask'])(
  'closing the connection during %s detaches, and cancels nothing',
  async (method) => {
    await using served = await serve();
    using connection = await connectUnix(served.socket);
    connection.send({ jsonrpc: '2.0', id: 1, method, params: start });
    await poll('a reader', () => served.turns.started[0]?.readers === 1);
    connection.webSocket.terminate();
    await poll('no reader', () => served.turns.started[0]?.readers === 0);
    expect(served.turns.started[0]?.cancelled).toBe(false);
  },
);

test('cancel stops a turn for every reader, and says whether there was something to stop', async () => {
  await using served = await serve();
  using connection = await connectUnix(served.socket);
  await connection.call('turn.start', start);
  expect((await connection.call('turn.cancel', { turnId: 'turn-1' })).result).toEqual({ cancelled: true });
  const last = await connection.find(isLast);
  expect(last.params?.event).toMatchObject({ type: 'turn-error', error: { code: 'cancelled' } });
  expect((await connection.call('turn.cancel', { turnId: 'turn-1' })).result).toEqual({ cancelled: false });
});

test.each(['turn.attach', 'turn.cancel'])(
  '%s of a turn that is not there fails with not_found',
  async (method) => {
    await using served = await serve();
    using connection = await connectUnix(served.socket);
    expect((await connection.call(method, { turnId: 'gone' })).error?.data?.code).toBe('not_found');
  },
);

test('a turn that cannot start is an error, not a turn', async () => {
  await using served = await serve();
  using connection = await connectUnix(served.socket);
  served.turns.failNext(new JackdawError('shutting_down', 'The daemon stops.', { retryAfterMs: 500 }));
  const { error } = await connection.call('turn.start', start);
  expect(error).toEqual({
    code: -32000,
    message: 'The daemon stops.',
    data: { code: 'shutting_down', retryable: true, retryAfterMs: 500 },
  });
});

test('ask gives the final result alone', async () => {
  const turns = createScriptedTurns((turn) => {
    turn.append(delta('An answer.'));
    turn.end();
  });
  await using served = await serve({ turns });
  using connection = await connectUnix(served.socket);
  const { result } = await connection.call('ask', start);
  expect(result).toMatchObject({ text: 'An answer.', traceId: 'trace-of-turn-1', stopReason: 'end_turn' });
  expect(connection.frames).toHaveLength(1);
});

test('ask gives a refused answer as a result, with its stop reason', async () => {
  const turns = createScriptedTurns((turn) => turn.end({ text: '', stopReason: 'refusal' }));
  await using served = await serve({ turns });
  using connection = await connectUnix(served.socket);
  expect((await connection.call('ask', start)).result?.stopReason).toBe('refusal');
});

test('ask fails with the code, the wait and the trace of its turn', async () => {
  const failure = new JackdawError('rate_limited', 'Too fast.', { retryAfterMs: 1500 });
  await using served = await serve({ turns: createScriptedTurns((turn) => turn.fail(failure)) });
  using connection = await connectUnix(served.socket);
  expect((await connection.call('ask', start)).error).toEqual({
    code: -32000,
    message: 'Too fast.',
    data: { code: 'rate_limited', retryable: true, retryAfterMs: 1500, traceId: 'trace-of-turn-1' },
  });
});

test('many asks at once on one connection are each answered with their own', async () => {
  const turns = createScriptedTurns((turn) =>
    setImmediate(() => turn.end({ text: String(turn.request.prompt) })),
  );
  await using served = await serve({ turns });
  const client = await connectClient({ socket: served.socket });
  const prompts = Array.from({ length: 100 }, (_, n) => `question ${n}`);
  const answers = await Promise.all(prompts.map((prompt) => client.call('ask', { request: { prompt } })));
  expect(answers.map(({ text }) => text)).toEqual(prompts);
  client.close();
});

test('the typed client follows a turn to its end, and goes on elsewhere from where it left', async () => {
  await using served = await serve();
  const [first, second] = [await connectClient(served), await connectClient(served)];
  const { turnId, events } = await first.startTurn({ prompt: 'hi' });
  const turn = served.turns.started[0];
  turn?.append(delta('a'));
  const { value } = await events.next();
  first.close();
  turn?.append(delta('b'));
  turn?.end();
  const rest = await second.attach(turnId, (value?.seq ?? 0) + 1);
  const kinds: string[] = [];
  for await (const { event } of rest.events) kinds.push(event.type);
  expect(kinds).toEqual(['text-delta', 'turn-end']);
  second.close();
});

test('when the server closes, what waits is sent and clients learn that it stops', async () => {
  const served = await serve();
  using connection = await connectUnix(served.socket);
  await connection.call('turn.start', start);
  served.turns.started[0]?.end();
  await served.server.close();
  expect((await connection.closed).code).toBe(1001);
  expect(eventsOf(connection, 'turn-1')).toEqual([[0, 'turn-end']]);
  await expect(connectUnix(served.socket)).rejects.toThrow(/ENOENT|ECONNREFUSED/);
  await served[Symbol.asyncDispose]();
});
