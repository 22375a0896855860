import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { JackdawError } from '@jackdaw/core/protocol';
import { createSavedPrompts } from '../../../../packages/tui/src/state/index.ts';
import { answerWith, openingEvents, PLAIN_RESULT } from '../../../support/fake-client.ts';
import { poll } from '../../../support/poll.ts';
import { createControllerBench } from './controller-bench.ts';

const bench = createControllerBench();
const { start, link, shown, whenShown, whenIdle } = bench;

describe('questions', () => {
  test('an answer is in the transcript with its badge, and the conversation goes on', async () => {
    await start((request, { turnId }) => answerWith(turnId, `echo ${request.prompt}`));
    bench.controller.actions.submit('one');
    await whenShown('$0.0042');
    bench.controller.actions.submit('two');
    await whenShown('echo two');
    await whenIdle();
    expect(bench.clients[0]?.requests.map((request) => request.conversationId)).toEqual([
      undefined,
      'conversation-1',
    ]);
    expect(bench.controller.view.get().spentUsd).toBeCloseTo(0.0084);
  });

  test('finished blocks are in the transcript while the answer goes on', async () => {
    const gate = Promise.withResolvers<void>();
    await start(async function* (_request, { turnId }) {
      yield* openingEvents(turnId);
      yield { type: 'text-delta', text: 'first block\n\nsecond' };
      await gate.promise;
      yield { type: 'turn-end', result: PLAIN_RESULT };
    });
    bench.controller.actions.submit('go');
    await whenShown('first block');
    expect(bench.controller.view.get().turn?.tail.text).toBe('second');
    expect(shown()).not.toContain('second');
    gate.resolve();
    await whenShown('second');
    await whenIdle();
  });

  test('what is thought is live, then a line, and can be shown', async () => {
    const gate = Promise.withResolvers<void>();
    await start(async function* (_request, { turnId }) {
      yield* openingEvents(turnId);
      yield { type: 'thinking-delta', text: 'Two birds ' };
      yield { type: 'thinking-delta', text: 'and three.' };
      await gate.promise;
      yield { type: 'text-delta', text: 'Five birds.' };
      yield { type: 'turn-end', result: PLAIN_RESULT };
    });
    bench.controller.actions.setThinking('on');
    bench.controller.actions.submit('go');
    await poll('thoughts', () => bench.controller.view.get().turn?.thoughts === 'Two birds and three.');
    expect(shown()).not.toContain('birds');
    bench.controller.actions.showThoughts();
    await whenShown('An answer is under way');
    gate.resolve();
    await whenShown('Five birds.');
    await whenIdle();
    expect(shown()).toMatch(/∴ thought for .* · Alt\+T shows it\n\nFive birds\./);
    expect(shown()).not.toContain('Two birds');
    bench.controller.actions.showThoughts();
    await whenShown('┊ Two birds and three.');
    expect(bench.clients[0]?.requests[0]?.thinking).toEqual({ type: 'adaptive', display: 'summarized' });
  });

  test('questions sent meanwhile go one by one, in order', async () => {
    const gate = Promise.withResolvers<void>();
    await start(async function* (request, { turnId }) {
      await gate.promise;
      yield* answerWith(turnId, `echo ${request.prompt}`);
    });
    bench.controller.actions.submit('a');
    await poll('the first', () => bench.controller.view.get().turn !== null);
    for (const text of ['b', 'c']) bench.controller.actions.submit(text);
    expect(bench.controller.view.get().queued).toEqual(['b', 'c']);
    gate.resolve();
    await whenShown('echo c');
    await whenIdle();
    expect(bench.clients[0]?.requests.map(({ prompt }) => prompt)).toEqual(['a', 'b', 'c']);
  });

  test('what waits is changed in its place, taken away or taken out, and nothing goes past it meanwhile', async () => {
    const gate = Promise.withResolvers<void>();
    await start(async function* (request, { turnId }) {
      if (request.prompt === 'a') await gate.promise;
      yield* answerWith(turnId, `echo ${request.prompt}`);
    });
    const { actions, view } = bench.controller;
    for (const text of ['a', 'b', 'c', 'd', 'e']) actions.submit(text);
    await poll('the first', () => view.get().turn !== null);
    const waiting = () => [view.get().queued.join(' '), view.get().editedQueued];

    expect(actions.editQueued('down', '')).toBeNull();
    expect(actions.editQueued('up', '')).toBe('e');
    expect(actions.editQueued('up', '  ')).toBe('d');
    expect(waiting()).toEqual(['b c d', 2]);
    expect(actions.editQueued('up', 'd2')).toBe('c');
    expect(actions.editQueued('down', 'c2')).toBe('d2');
    expect(actions.takeBackQueued()).toBe('d2');
    expect(waiting()).toEqual(['b c2', null]);
    expect(actions.editQueued('up', '')).toBe('c2');
    expect(actions.editQueued('up', 'c2')).toBe('b');
    expect(actions.editQueued('up', 'b')).toBeNull();
    expect(actions.editQueued('down', 'b')).toBe('c2');
    expect(actions.editQueued('down', 'c2')).toBe('');
    expect(waiting()).toEqual(['b c2', null]);

    actions.editQueued('up', '');
    gate.resolve();
    await whenShown('echo b');
    await poll('rest', () => view.get().turn === null && view.get().editedQueued === 0);
    expect(waiting()).toEqual(['c2', 0]);
    actions.submit('c3');
    await whenShown('echo c3');
    await whenIdle();
    expect(bench.clients[0]?.requests.map(({ prompt }) => prompt)).toEqual(['a', 'b', 'c3']);
  });

  test('a question that failed gives back what waited, the one in the input not twice', async () => {
    const gate = Promise.withResolvers<void>();
    await start(async function* () {}, {
      connect: async () => {
        const failing = await link();
        const startTurn = async () => {
          await gate.promise;
          throw new JackdawError('overloaded', 'Too busy.');
        };
        return { ...failing, client: { ...failing.client, startTurn } };
      },
    });
    const { actions, view } = bench.controller;
    for (const text of ['a', 'b', 'c']) actions.submit(text);
    await poll('the first', () => view.get().turn !== null);
    actions.editQueued('up', '');
    gate.resolve();
    await poll('what goes back', () => view.get().restore !== null);
    expect(view.get().restore?.text).toBe('a\n\nb');
    expect(view.get()).toMatchObject({ queued: [], editedQueued: null });
  });

  test('a question that failed before any answer goes back, with what waited for it', async () => {
    const gate = Promise.withResolvers<void>();
    await start(async function* (_request, { turnId }) {
      yield* openingEvents(turnId);
      await gate.promise;
      const error = { code: 'overloaded', message: 'Too busy.', retryable: true } as const;
      yield {
        type: 'turn-error',
        error,
        traceId: 't',
        conversationId: null,
        text: '',
        usage: null,
        costUsd: null,
      };
    });
    bench.controller.actions.submit('a');
    bench.controller.actions.submit('b');
    gate.resolve();
    await poll('what goes back', () => bench.controller.view.get().restore !== null);
    expect(bench.controller.view.get().restore?.text).toBe('a\n\nb');
    expect(bench.controller.view.get().queued).toEqual([]);
    expect(shown()).toContain('Too busy.');
  });

  test('a model’s escape sequences do not reach the transcript', async () => {
    await start((_request, { turnId }) => answerWith(turnId, 'a\u001b]52;c;eA==\u0007b \u001b[2Jc'));
    bench.controller.actions.submit('x');
    await whenShown('ab c');
    expect(shown()).not.toContain('\u001b');
    await whenIdle();
  });
});

describe('cancelling', () => {
  test('stops the turn at the daemon', async () => {
    await start(async function* (_request, { turnId, cancelled }) {
      yield* openingEvents(turnId);
      yield { type: 'text-delta', text: 'half' };
      await cancelled;
      const error = { code: 'cancelled', message: 'Cancelled.', retryable: false } as const;
      yield {
        type: 'turn-error',
        error,
        traceId: 't',
        conversationId: null,
        text: 'half',
        usage: null,
        costUsd: null,
      };
    });
    expect(bench.controller.actions.cancelTurn()).toBe(false);
    bench.controller.actions.submit('go');
    await poll('text', () => bench.controller.view.get().turn?.tail.text === 'half');
    expect(bench.controller.actions.cancelTurn()).toBe(true);
    await whenIdle();
    expect(shown()).toContain('Cancelled: what had arrived is kept above.');
  });

  test('twice leaves a turn that the daemon does not stop', async () => {
    await start(async function* (_request, { turnId }) {
      yield* openingEvents(turnId);
      await new Promise(() => {});
    });
    bench.controller.actions.submit('go');
    await poll('the turn', () => bench.controller.view.get().turn?.progress.phase === 'asking');
    bench.controller.actions.cancelTurn();
    bench.controller.actions.cancelTurn();
    await whenIdle();
    expect(bench.controller.view.get().restore?.text).toBe('go');
  });
});

describe('commands', () => {
  test('/model refuses an unknown name with the nearest one, and takes a known one', async () => {
    const models = [
      {
        id: 'model-small',
        tiers: ['fast'],
        maxInputTokens: null,
        maxOutputTokens: null,
        inputUsd: 1,
        outputUsd: 5,
      },
    ];
    await start((_request, { turnId }) => answerWith(turnId, 'x'), {}, { 'models.list': { models } });
    bench.controller.actions.submit('/model model-smal');
    await whenShown('Did you mean model-small?');
    bench.controller.actions.submit('/model fast');
    await whenShown('Questions go to fast from here on.');
    bench.controller.actions.submit('q');
    await whenIdle();
    expect(bench.clients[0]?.requests[0]?.model).toBe('fast');
  });

  test('an unknown command is told with the nearest one', async () => {
    await start((_request, { turnId }) => answerWith(turnId, 'x'));
    bench.controller.actions.submit('/histry');
    expect(await whenShown('There is no command /histry. Did you mean /history?')).toBe(true);
  });

  test('a path is a question, not a command', async () => {
    await start((request, { turnId }) => answerWith(turnId, `echo ${request.prompt}`));
    bench.controller.actions.submit('/usr/bin/env what is it?');
    await whenShown('echo /usr/bin/env');
    await whenIdle();
    expect(shown()).not.toContain('no command');
  });

  test('a long conversation is replayed by its last hundred messages', async () => {
    const messages = Array.from({ length: 100 }, (_, index) => ({
      role: index % 2 === 0 ? 'user' : 'assistant',
      text: `message ${index + 40}.`,
      at: 0,
      state: 'complete',
    }));
    await start(
      (_request, { turnId }) => answerWith(turnId, 'x'),
      {},
      {
        'history.get': {
          id: 'c',
          title: 'Long',
          createdAt: 0,
          updatedAt: 0,
          turns: 70,
          costUsd: 0,
          earlierTurns: 20,
          messages,
        },
      },
    );
    await poll('a connection', () => bench.controller.view.get().connection.status === 'connected');
    const before = bench.controller.view.get().items.length;
    await bench.controller.actions.openConversation('c');
    expect(bench.clients[0]?.calls).toContainEqual({ method: 'history.get', params: { id: 'c', last: 100 } });
    expect(shown().match(/message \d+\./g)).toEqual(messages.map(({ text }) => text));
    // In few steps: each costs the screen a frame.
    expect(bench.controller.view.get().items.length - before).toBeLessThan(10);
    expect(shown()).toContain('20 earlier turns not shown, but still counted.');
    expect(bench.controller.view.get().conversationId).toBe('c');
  });
});

test('prompts are kept for the next chat, readable by their owner alone', async () => {
  await start((_request, { turnId }) => answerWith(turnId, 'x'));
  bench.controller.actions.submit('first\nquestion');
  await whenIdle();
  const file = path.join(bench.folder, 'prompts.jsonl');
  await poll('the file', () => fs.existsSync(file) && fs.readFileSync(file, 'utf8') !== '');
  expect(await createSavedPrompts(bench.folder).load()).toEqual(['first\nquestion']);
  expect(fs.statSync(file).mode & 0o777).toBe(0o600);
});
