import { once } from 'node:events';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { PassThrough } from 'node:stream';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { MethodName } from '@jackdaw/core/protocol';
import { runPlainChat } from '../../../../packages/tui/src/plain/plain-chat.ts';
import type { RenderChatOptions } from '../../../../packages/tui/src/render-chat-options.ts';
import { answerWith, createFakeDaemon, type FakeClient } from '../../../support/fake-client.ts';

const AT = 1_700_000_000_000;
const TALK = {
  id: 'conversation-1',
  title: 'Birds',
  createdAt: AT,
  updatedAt: AT,
  turns: 1,
  costUsd: 0,
  messages: [
    { role: 'user', text: 'What is a jackdaw?', at: AT, state: 'complete' },
    { role: 'assistant', text: 'A small crow.', at: AT, state: 'complete', traceId: 't' },
  ],
};
const ANSWERS: Partial<Record<MethodName, unknown>> = {
  status: { warnings: ['The disk is nearly full.'] },
  'history.list': { conversations: [TALK, { ...TALK, id: 'other', title: 'Whales' }], cursor: null },
  'history.get': TALK,
  'history.fork': { id: 'fork-1' },
  'cache.list': {
    entries: [{ id: 'entry-1', prompt: 'Why?', hits: 1, savedUsd: 0.5, tier: 'exact' }],
    cursor: null,
  },
  'cache.get': { id: 'entry-1', text: 'Because.', model: 'model-small' },
  'trace.list': { traces: [] },
};

let folder: string;
beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'jackdaw-plain-'));
});
// A prompt may still be on its way to the disk.
afterEach(() => fs.rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 }));

/** A chat with lines that come through a pipe, and its end. */
async function talk(lines: readonly string[], change: Partial<RenderChatOptions> = {}) {
  const daemon = createFakeDaemon(
    (request, { turnId }) => answerWith(turnId, `echo ${request.prompt}`),
    ANSWERS,
  );
  const clients: FakeClient[] = [];
  let said = '';
  const stdout = new PassThrough();
  stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const stdin = new PassThrough();
  const options: RenderChatOptions = {
    version: '1',
    async connect() {
      const client = daemon.connect();
      clients.push(client);
      return { client, session: { demo: false, credentials: true, note: null } };
    },
    plain: true,
    colourLevel: 0,
    paths: { configFile: '', credentialsFile: '', data: '', run: '', logs: '', state: folder },
    env: {},
    stdin: stdin as never,
    stdout: stdout as never,
    stderr: new PassThrough() as never,
    saveKey: async () => {},
    chooseDemo: () => options.connect(() => {}),
    chooseBaseUrl: () => options.connect(() => {}),
    ...change,
  };
  stdin.end(lines.map((line) => `${line}\n`).join(''));
  const exitCode = await runPlainChat(options);
  const requests = clients.flatMap((client) => client.requests);
  const calls = clients.flatMap((client) => client.calls);
  return { said, exitCode, requests, calls };
}

test('every line is a question, one that ends with a backslash goes on; files go along', async () => {
  const file = path.join(folder, 'notes.md');
  fs.writeFileSync(file, 'some notes');
  const { said, exitCode, requests } = await talk(['one', 'two\\', 'and more', `/attach ${file}`, `read it`]);
  expect(requests.map(({ prompt }) => prompt)).toEqual(['one', 'two\nand more', `@${file} read it`]);
  expect(requests[2]?.attachments).toMatchObject([{ name: file }]);
  expect(said).toContain('> echo one\n(model-small');
  expect(said).toContain(`(@${file} goes along with the next question)`);
  expect(said).toContain(`(Attached: ${file} (text, 10 B))`);
  expect(exitCode).toBe(0);
});

test('what was typed, and ended, while a conversation was being opened is not missed', async () => {
  const daemon = createFakeDaemon((_, { turnId }) => answerWith(turnId, 'an answer'), ANSWERS);
  const client = daemon.connect();
  const stdin = new PassThrough();
  const hasEnded = once(stdin, 'end');
  const opening = {
    ...client,
    call: async (method: MethodName, params: never) => {
      if (method === 'history.get') await hasEnded;
      return client.call(method, params);
    },
  };
  stdin.end('a question\n');
  const session = { demo: false, credentials: true, note: null };
  const { said, exitCode } = await talk([], {
    stdin: stdin as never,
    connect: async () => ({ client: opening as never, session }),
    findConversation: async () => TALK.id,
  });
  expect(exitCode).toBe(0);
  expect(client.requests.map(({ prompt }) => prompt)).toEqual(['a question']);
  expect(said).toContain('A small crow.');
});

test('a list is chosen from by number; any other line is not taken for a choice', async () => {
  const { said, calls, requests } = await talk(['/history', '2', '/history', 'a question', '7']);
  expect(said).toContain('  1  Birds · ');
  expect(said).toContain('  2  Whales · ');
  expect(calls.filter(({ method }) => method === 'history.get').map(({ params }) => params)).toEqual([
    { id: 'other', last: 4 },
  ]);
  expect(said).toContain('> What is a jackdaw?\nA small crow.\n');
  expect(requests.map(({ prompt }) => prompt)).toEqual(['a question', '7']);
});

test('what a screen would show is told: cache, traces, models’ failures, and what needs a screen', async () => {
  const { said } = await talk(['/cache', '1', '/trace list', '/model', '/panel', '/theme light', '/nosuch']);
  expect(said).toContain('  1  Why? · 1 hit · saved $0.50');
  expect(said).toContain('The question: Why?\nThe answer of model-small:\nBecause.');
  expect(said).toContain('(No turns yet.)');
  expect(said).toContain('(The fake knows no models.list.)');
  expect(said.match(/needs a screen/g)).toHaveLength(2);
  expect(said).toContain('(There is no command /nosuch.');
});

test('an earlier question is asked anew in a fork', async () => {
  const { said, calls, requests } = await talk(['What is a jackdaw?', '/edit', '1', 'What is a raven?']);
  expect(said).toContain('The question was:\nWhat is a jackdaw?\n');
  expect(calls.find(({ method }) => method === 'history.fork')?.params).toEqual({
    id: 'conversation-1',
    at: 0,
  });
  expect(requests.at(-1)).toMatchObject({ prompt: 'What is a raven?', conversationId: 'fork-1' });
});

test('help has no keys and no command that needs a screen; nothing written steers a terminal', async () => {
  const { said } = await talk(['/help', 'a \u001b[2J question', '/copy', '/exit', 'never asked']);
  expect(said).toContain('/regenerate [model]');
  expect(said).not.toMatch(/\/panel|\/theme|Keys|Alt\+/);
  expect(said).toContain('A list is answered with a number.');
  expect(said).toContain('(The answer is not copied');
  expect(said).not.toContain('\u001b');
  expect(said).not.toContain('never asked');
});

test('without a key it says how to get one, and lists the demo', async () => {
  let demo = false;
  const { said } = await talk(['2'], {
    async connect() {
      const client = createFakeDaemon(() => answerWith('t', ''), ANSWERS).connect();
      return { client, session: { demo, credentials: demo, note: null } };
    },
    async chooseDemo() {
      demo = true;
      const client = createFakeDaemon(() => answerWith('t', ''), ANSWERS).connect();
      return { client, session: { demo, credentials: false, note: null } };
    },
  });
  expect(said).toContain('ANTHROPIC_API_KEY');
  expect(said).toContain('  2  The demo');
  expect(said).toContain('(Demo: the built-in simulator answers.');
});
