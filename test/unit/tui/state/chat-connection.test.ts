import { describe, expect, test } from 'vitest';
import { JackdawError } from '@jackdaw/core/protocol';
import { answerWith, openingEvents, PLAIN_RESULT } from '../../../support/fake-client.ts';
import { poll } from '../../../support/poll.ts';
import { createControllerBench } from './controller-bench.ts';

const bench = createControllerBench();
const { start, link, shown, whenShown, whenIdle } = bench;

describe('the first connection', () => {
  test('the chat greets at once; what is sent meanwhile waits visibly and goes when there is one', async () => {
    const gate = Promise.withResolvers<void>();
    await start((request, { turnId }) => answerWith(turnId, `echo ${request.prompt}`), {
      async connect(onStarting) {
        onStarting();
        await gate.promise;
        return link();
      },
    });
    expect(shown()).toContain('jackdaw 1');
    expect(bench.controller.view.get().connection).toEqual({ status: 'connecting', starting: true });
    bench.controller.actions.submit('early');
    bench.controller.actions.submit('/model');
    bench.controller.actions.submit('/help');
    expect(bench.controller.view.get().queued).toEqual(['early', '/model']);
    expect(shown()).toContain('list every command and key');
    gate.resolve();
    await whenShown('echo early');
    await whenShown('The fake knows no models.list.');
  });

  test('a failure is told and keeps what was sent; Enter tries again and sends it', async () => {
    const gate = Promise.withResolvers<void>();
    let attempts = 0;
    const exits: number[] = [];
    await start(
      (request, { turnId }) => answerWith(turnId, `echo ${request.prompt}`),
      {
        async connect() {
          attempts += 1;
          await gate.promise;
          if (attempts > 1) return link();
          throw new JackdawError('invalid_config', 'config.json line 1: mend the file.');
        },
      },
      {},
      (exitCode) => exits.push(exitCode),
    );
    bench.controller.actions.submit('early');
    gate.resolve();
    await whenShown('config.json line 1: mend the file.');
    expect(bench.controller.view.get().queued).toEqual(['early']);
    bench.controller.actions.exit(0);
    expect(exits).toEqual([2]);
    expect(attempts).toBe(1);
    bench.controller.actions.enterNothing();
    await whenShown('echo early');
    await whenIdle();
    expect(attempts).toBe(2);
  });

  test('a conversation to continue is there before a question that was typed ahead is sent', async () => {
    const conversation = { id: 'c-7', title: 'Seven', createdAt: 0, updatedAt: 0, turns: 0, costUsd: 0 };
    await start(
      (request, { turnId }) => answerWith(turnId, `echo ${request.prompt}`),
      { findConversation: async () => 'c-7' },
      { 'history.get': { ...conversation, messages: [] } },
    );
    bench.controller.actions.submit('go on');
    await whenShown('echo go on');
    await whenIdle();
    expect(bench.clients[0]?.requests[0]?.conversationId).toBe('c-7');
  });

  test('a conversation that is not there is told, and a new one begins', async () => {
    await start((request, { turnId }) => answerWith(turnId, `echo ${request.prompt}`), {
      findConversation: async () => {
        throw new JackdawError('not_found', 'There is no conversation c-9.');
      },
    });
    await whenShown('There is no conversation c-9.');
    // Another one can be chosen; what is sent meanwhile waits for that.
    expect(bench.controller.view.get().fullView).toEqual({ name: 'history' });
    bench.controller.actions.submit('hello');
    bench.controller.actions.openView(null);
    await whenShown('echo hello');
    await whenIdle();
    expect(bench.clients[0]?.requests[0]?.conversationId).toBeUndefined();
  });

  test('without a key a question that was sent early waits for the choice of who answers', async () => {
    await start((request, { turnId }) => answerWith(turnId, `echo ${request.prompt}`), {
      connect: () => link({ credentials: false }),
    });
    bench.controller.actions.submit('early');
    await poll('the choice', () => bench.controller.view.get().screen.name === 'setup');
    expect(bench.controller.view.get().queued).toEqual(['early']);
    await bench.controller.actions.chooseDemo();
    await whenShown('echo early');
    await whenIdle();
  });
});

describe('a lost connection', () => {
  test('the turn is taken up again where it was left, no text twice', async () => {
    const gate = Promise.withResolvers<void>();
    await start(async function* (_request, { turnId }) {
      yield* openingEvents(turnId);
      yield { type: 'text-delta', text: 'before ' };
      await gate.promise;
      yield { type: 'text-delta', text: 'after' };
      yield { type: 'turn-end', result: PLAIN_RESULT };
    });
    bench.controller.actions.submit('go');
    await poll('text', () => bench.controller.view.get().turn?.tail.text === 'before ');
    bench.clients[0]?.drop();
    expect(bench.controller.view.get().connection.status).toBe('lost');
    await poll('a new connection', () => bench.controller.view.get().connection.status === 'connected');
    gate.resolve();
    await whenShown('before after');
    await whenIdle();
    expect(bench.clients).toHaveLength(2);
  });

  test('a daemon that lost the turn marks the answer and gives back what waited for it', async () => {
    await start(async function* (_request, { turnId, cancelled }) {
      yield* openingEvents(turnId);
      yield { type: 'text-delta', text: 'half' };
      await cancelled;
    });
    bench.controller.actions.submit('go');
    await poll('text', () => bench.controller.view.get().turn?.tail.text === 'half');
    bench.controller.actions.submit('and then');
    bench.daemon.forget();
    bench.clients[0]?.drop();
    await whenIdle();
    expect(shown()).toContain('half');
    expect(shown()).toContain('Interrupted: The daemon stopped');
    expect(shown()).toContain('Enter or /continue goes on where it stopped');
    expect(bench.controller.view.get().restore?.text).toBe('and then');
  });
});

test('without a key the choice of who answers comes first', async () => {
  await start((_request, { turnId }) => answerWith(turnId, 'x'), {
    connect: () => link({ credentials: false }),
  });
  await poll('the choice', () => bench.controller.view.get().screen.name === 'setup');
  await bench.controller.actions.chooseDemo();
  expect(bench.controller.view.get()).toMatchObject({ screen: { name: 'chat' }, session: { demo: true } });
});

describe('what the daemon warns of', () => {
  test('is told on connect, each warning once, however often the connection is lost', async () => {
    let warnings = ['Nothing is kept: the disk is full.'];
    await start((_request, { turnId }) => answerWith(turnId, 'fine'), {}, { status: () => ({ warnings }) });
    await whenShown('Nothing is kept: the disk is full.');
    warnings = [...warnings, 'Some records are damaged.'];
    bench.clients[0]?.drop();
    await whenShown('Some records are damaged.');
    expect(shown().match(/Warning:/g)).toHaveLength(2);
  });

  test('costs nothing where it cannot be had', async () => {
    await start((_request, { turnId }) => answerWith(turnId, 'fine'));
    bench.controller.actions.submit('one');
    await whenShown('fine');
    expect(shown()).not.toContain('Warning');
  });
});
