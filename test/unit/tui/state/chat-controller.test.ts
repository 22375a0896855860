import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { PassThrough } from 'node:stream';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { JackdawError, type MethodName } from '@jackdaw/core/protocol';
import { noHighlight } from '../../../../packages/tui/src/markdown/index.ts';
import type {
  ChatLink,
  ChatSession,
  RenderChatOptions,
} from '../../../../packages/tui/src/render-chat-options.ts';
import {
  createChatController,
  createSavedPrompts,
  type ChatController,
} from '../../../../packages/tui/src/state/index.ts';
import { createTheme } from '../../../../packages/tui/src/theme/index.ts';
import {
  answerWith,
  createFakeDaemon,
  openingEvents,
  PLAIN_RESULT,
  type FakeClient,
  type FakeDaemon,
  type Script,
} from '../../../support/fake-client.ts';
import { poll } from '../../../support/poll.ts';

let folder: string;
let controller: ChatController;
let clients: FakeClient[];
let daemon: FakeDaemon;

beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'jackdaw-state-'));
});
afterEach(() => {
  controller.close();
  fs.rmSync(folder, { recursive: true, force: true });
});

async function start(
  script: Script,
  change: Partial<RenderChatOptions> = {},
  answers: Partial<Record<MethodName, unknown>> = {},
  onExit: (exitCode: number) => void = () => {},
): Promise<void> {
  daemon = createFakeDaemon(script, answers);
  clients = [];
  const stdout = Object.assign(new PassThrough(), { columns: 80, rows: 24 });
  const chat: RenderChatOptions = {
    version: '1',
    connect: () => link(),
    plain: false,
    colourLevel: 0,
    paths: { configFile: '', credentialsFile: '', data: '', run: '', logs: '', state: folder },
    env: {},
    stdin: process.stdin,
    stdout: stdout as never,
    stderr: process.stderr,
    saveKey: async () => {},
    chooseDemo: () => link({ demo: true }),
    chooseBaseUrl: () => link(),
    ...change,
  };
  controller = createChatController({
    chat,
    theme: createTheme(0, false),
    highlight: noHighlight,
    prompts: createSavedPrompts(folder),
    now: () => 0,
    onExit,
  });
  controller.start();
}

/** A new connection to the scripted daemon. */
async function link(session: Partial<ChatSession> = {}): Promise<ChatLink> {
  const client = daemon.connect();
  clients.push(client);
  return { client, session: { demo: false, credentials: true, note: null, ...session } };
}

const shown = () =>
  controller.view
    .get()
    .items.flatMap((item) => item.lines)
    .join('\n');
const whenShown = (text: string) => poll(text, () => shown().includes(text), { describe: shown });
const whenIdle = () =>
  poll('rest', () => controller.view.get().turn === null && controller.view.get().queued.length === 0, {
    describe: shown,
  });

describe('questions', () => {
  test('an answer is in the transcript with its badge, and the conversation goes on', async () => {
    await start((request, { turnId }) => answerWith(turnId, `echo ${request.prompt}`));
    controller.actions.submit('one');
    await whenShown('$0.0042');
    controller.actions.submit('two');
    await whenShown('echo two');
    await whenIdle();
    expect(clients[0]?.requests.map((request) => request.conversationId)).toEqual([
      undefined,
      'conversation-1',
    ]);
    expect(controller.view.get().spentUsd).toBeCloseTo(0.0084);
  });

  test('finished blocks are in the transcript while the answer goes on', async () => {
    const gate = Promise.withResolvers<void>();
    await start(async function* (_request, { turnId }) {
      yield* openingEvents(turnId);
      yield { type: 'text-delta', text: 'first block\n\nsecond' };
      await gate.promise;
      yield { type: 'turn-end', result: PLAIN_RESULT };
    });
    controller.actions.submit('go');
    await whenShown('first block');
    expect(controller.view.get().turn?.tail.text).toBe('second');
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
    controller.actions.setThinking('on');
    controller.actions.submit('go');
    await poll('thoughts', () => controller.view.get().turn?.thoughts === 'Two birds and three.');
    expect(shown()).not.toContain('birds');
    controller.actions.showThoughts();
    await whenShown('An answer is under way');
    gate.resolve();
    await whenShown('Five birds.');
    await whenIdle();
    expect(shown()).toMatch(/∴ thought for .* · Alt\+T shows it\n\nFive birds\./);
    expect(shown()).not.toContain('Two birds');
    controller.actions.showThoughts();
    await whenShown('┊ Two birds and three.');
    expect(clients[0]?.requests[0]?.thinking).toEqual({ type: 'adaptive', display: 'summarized' });
  });

  test('questions sent meanwhile go one by one, in order', async () => {
    const gate = Promise.withResolvers<void>();
    await start(async function* (request, { turnId }) {
      await gate.promise;
      yield* answerWith(turnId, `echo ${request.prompt}`);
    });
    controller.actions.submit('a');
    await poll('the first', () => controller.view.get().turn !== null);
    for (const text of ['b', 'c']) controller.actions.submit(text);
    expect(controller.view.get().queued).toEqual(['b', 'c']);
    gate.resolve();
    await whenShown('echo c');
    await whenIdle();
    expect(clients[0]?.requests.map(({ prompt }) => prompt)).toEqual(['a', 'b', 'c']);
  });

  test('what waits is changed in its place, taken away or taken out, and nothing goes past it meanwhile', async () => {
    const gate = Promise.withResolvers<void>();
    await start(async function* (request, { turnId }) {
      if (request.prompt === 'a') await gate.promise;
      yield* answerWith(turnId, `echo ${request.prompt}`);
    });
    const { actions, view } = controller;
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
    expect(clients[0]?.requests.map(({ prompt }) => prompt)).toEqual(['a', 'b', 'c3']);
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
    const { actions, view } = controller;
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
    controller.actions.submit('a');
    controller.actions.submit('b');
    gate.resolve();
    await poll('what goes back', () => controller.view.get().restore !== null);
    expect(controller.view.get().restore?.text).toBe('a\n\nb');
    expect(controller.view.get().queued).toEqual([]);
    expect(shown()).toContain('Too busy.');
  });

  test('a model’s escape sequences do not reach the transcript', async () => {
    await start((_request, { turnId }) => answerWith(turnId, 'a\u001b]52;c;eA==\u0007b \u001b[2Jc'));
    controller.actions.submit('x');
    await whenShown('ab c');
    expect(shown()).not.toContain('\u001b');
    await whenIdle();
  });
});

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
    expect(controller.view.get().connection).toEqual({ status: 'connecting', starting: true });
    controller.actions.submit('early');
    controller.actions.submit('/model');
    controller.actions.submit('/help');
    expect(controller.view.get().queued).toEqual(['early', '/model']);
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
    controller.actions.submit('early');
    gate.resolve();
    await whenShown('config.json line 1: mend the file.');
    expect(controller.view.get().queued).toEqual(['early']);
    controller.actions.exit(0);
    expect(exits).toEqual([2]);
    expect(attempts).toBe(1);
    controller.actions.enterNothing();
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
    controller.actions.submit('go on');
    await whenShown('echo go on');
    await whenIdle();
    expect(clients[0]?.requests[0]?.conversationId).toBe('c-7');
  });

  test('a conversation that is not there is told, and a new one begins', async () => {
    await start((request, { turnId }) => answerWith(turnId, `echo ${request.prompt}`), {
      findConversation: async () => {
        throw new JackdawError('not_found', 'There is no conversation c-9.');
      },
    });
    await whenShown('There is no conversation c-9.');
    // Another one can be chosen; what is sent meanwhile waits for that.
    expect(controller.view.get().fullView).toEqual({ name: 'history' });
    controller.actions.submit('hello');
    controller.actions.openView(null);
    await whenShown('echo hello');
    await whenIdle();
    expect(clients[0]?.requests[0]?.conversationId).toBeUndefined();
  });

  test('without a key a question that was sent early waits for the choice of who answers', async () => {
    await start((request, { turnId }) => answerWith(turnId, `echo ${request.prompt}`), {
      connect: () => link({ credentials: false }),
    });
    controller.actions.submit('early');
    await poll('the choice', () => controller.view.get().screen.name === 'setup');
    expect(controller.view.get().queued).toEqual(['early']);
    await controller.actions.chooseDemo();
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
    controller.actions.submit('go');
    await poll('text', () => controller.view.get().turn?.tail.text === 'before ');
    clients[0]?.drop();
    expect(controller.view.get().connection.status).toBe('lost');
    await poll('a new connection', () => controller.view.get().connection.status === 'connected');
    gate.resolve();
    await whenShown('before after');
    await whenIdle();
    expect(clients).toHaveLength(2);
  });

  test('a daemon that lost the turn marks the answer and gives back what waited for it', async () => {
    await start(async function* (_request, { turnId, cancelled }) {
      yield* openingEvents(turnId);
      yield { type: 'text-delta', text: 'half' };
      await cancelled;
    });
    controller.actions.submit('go');
    await poll('text', () => controller.view.get().turn?.tail.text === 'half');
    controller.actions.submit('and then');
    daemon.forget();
    clients[0]?.drop();
    await whenIdle();
    expect(shown()).toContain('half');
    expect(shown()).toContain('Interrupted: The daemon stopped');
    expect(shown()).toContain('Enter or /continue goes on where it stopped');
    expect(controller.view.get().restore?.text).toBe('and then');
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
    expect(controller.actions.cancelTurn()).toBe(false);
    controller.actions.submit('go');
    await poll('text', () => controller.view.get().turn?.tail.text === 'half');
    expect(controller.actions.cancelTurn()).toBe(true);
    await whenIdle();
    expect(shown()).toContain('Cancelled: what had arrived is kept above.');
  });

  test('twice leaves a turn that the daemon does not stop', async () => {
    await start(async function* (_request, { turnId }) {
      yield* openingEvents(turnId);
      await new Promise(() => {});
    });
    controller.actions.submit('go');
    await poll('the turn', () => controller.view.get().turn?.progress.phase === 'asking');
    controller.actions.cancelTurn();
    controller.actions.cancelTurn();
    await whenIdle();
    expect(controller.view.get().restore?.text).toBe('go');
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
    controller.actions.submit('/model model-smal');
    await whenShown('Did you mean model-small?');
    controller.actions.submit('/model fast');
    await whenShown('Questions go to fast from here on.');
    controller.actions.submit('q');
    await whenIdle();
    expect(clients[0]?.requests[0]?.model).toBe('fast');
  });

  test('an unknown command is told with the nearest one', async () => {
    await start((_request, { turnId }) => answerWith(turnId, 'x'));
    controller.actions.submit('/histry');
    expect(await whenShown('There is no command /histry. Did you mean /history?')).toBe(true);
  });

  test('a path is a question, not a command', async () => {
    await start((request, { turnId }) => answerWith(turnId, `echo ${request.prompt}`));
    controller.actions.submit('/usr/bin/env what is it?');
    await whenShown('echo /usr/bin/env');
    await whenIdle();
    expect(shown()).not.toContain('no command');
  });

  test('a long conversation is replayed by its last hundred messages', async () => {
    const messages = Array.from({ length: 140 }, (_, index) => ({
      role: index % 2 === 0 ? 'user' : 'assistant',
      text: `message ${index}.`,
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
          messages,
        },
      },
    );
    await controller.actions.openConversation('c');
    expect(shown()).not.toContain('message 39.');
    expect(shown()).toContain('message 40.');
    expect(shown()).toContain('message 139.');
    expect(shown()).toContain('40 earlier messages are not shown');
    expect(controller.view.get().conversationId).toBe('c');
  });
});

test('prompts are kept for the next chat, readable by their owner alone', async () => {
  await start((_request, { turnId }) => answerWith(turnId, 'x'));
  controller.actions.submit('first\nquestion');
  await whenIdle();
  const file = path.join(folder, 'prompts.jsonl');
  await poll('the file', () => fs.existsSync(file) && fs.readFileSync(file, 'utf8') !== '');
  expect(await createSavedPrompts(folder).load()).toEqual(['first\nquestion']);
  expect(fs.statSync(file).mode & 0o777).toBe(0o600);
});

test('without a key the choice of who answers comes first', async () => {
  await start((_request, { turnId }) => answerWith(turnId, 'x'), {
    connect: () => link({ credentials: false }),
  });
  await poll('the choice', () => controller.view.get().screen.name === 'setup');
  await controller.actions.chooseDemo();
  expect(controller.view.get()).toMatchObject({ screen: { name: 'chat' }, session: { demo: true } });
});

describe('what the daemon warns of', () => {
  test('is told on connect, each warning once, however often the connection is lost', async () => {
    let warnings = ['Nothing is kept: the disk is full.'];
    await start((_request, { turnId }) => answerWith(turnId, 'fine'), {}, { status: () => ({ warnings }) });
    await whenShown('Nothing is kept: the disk is full.');
    warnings = [...warnings, 'Some records are damaged.'];
    clients[0]?.drop();
    await whenShown('Some records are damaged.');
    expect(shown().match(/Warning:/g)).toHaveLength(2);
  });

  test('costs nothing where it cannot be had', async () => {
    await start((_request, { turnId }) => answerWith(turnId, 'fine'));
    controller.actions.submit('one');
    await whenShown('fine');
    expect(shown()).not.toContain('Warning');
  });
});
