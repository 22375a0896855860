import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { PassThrough } from 'node:stream';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { JackdawError, type ChatEvent, type MethodName } from '@jackdaw/core/protocol';
import { noHighlight } from '../../../../packages/tui/src/markdown/index.ts';
import {
  createChatController,
  createSavedPrompts,
  type ChatController,
} from '../../../../packages/tui/src/state/index.ts';
import { createTheme } from '../../../../packages/tui/src/theme/index.ts';
import {
  createFakeDaemon,
  openingEvents,
  PLAIN_RESULT,
  type FakeClient,
  type Script,
} from '../../../support/fake-client.ts';
import { poll } from '../../../support/poll.ts';

let folder: string;
let controller: ChatController;
let client: FakeClient;

beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'jackdaw-similar-'));
});
afterEach(() => {
  controller.close();
  fs.rmSync(folder, { recursive: true, force: true });
});

function start(script: Script, answers: Partial<Record<MethodName, unknown>> = {}): void {
  client = createFakeDaemon(script, answers).connect();
  controller = createChatController({
    chat: {
      version: '1',
      connect: async () => ({ client, session: { demo: false, credentials: true, note: null } }),
      plain: false,
      colourLevel: 0,
      paths: { configFile: '', credentialsFile: '', data: '', run: '', logs: '', state: folder },
      env: {},
      stdin: process.stdin,
      stdout: Object.assign(new PassThrough(), { columns: 120, rows: 24 }) as never,
      stderr: process.stderr,
      saveKey: async () => {},
      chooseDemo: () => Promise.reject(new Error('not asked for')),
      chooseBaseUrl: () => Promise.reject(new Error('not asked for')),
    },
    theme: createTheme(0, false),
    highlight: noHighlight,
    prompts: createSavedPrompts(folder),
    now: () => 0,
    onExit: () => {},
  });
  controller.start();
}

const lines = () => controller.view.get().items.flatMap((item) => item.lines);
const shown = () => lines().join('\n');
const whenShown = (text: string) => poll(text, () => shown().includes(text), { describe: shown });
const whenIdle = () => poll('rest', () => controller.view.get().turn === null, { describe: shown });
const methods = () => client.calls.map(({ method }) => method);

const HIT: ChatEvent = {
  type: 'cache-hit',
  tier: 'semantic',
  entryId: 'entry-7',
  semanticId: 41,
  model: 'model-small',
  ageMs: 3 * 86_400_000,
  savedUsd: 0.004,
  savedMs: 900,
  similarity: 0.941,
  matchedPrompt: 'How do I reset my password?',
};

/** A similar hit for what may come from the cache, an answer of the model for what is asked afresh. */
const similarHit: Script = async function* (request, { turnId }) {
  const [begin, ...rest] = openingEvents(turnId);
  if (begin !== undefined) yield begin;
  if (request.cache?.mode === 'refresh') {
    yield* rest;
    yield { type: 'text-delta', text: 'a new answer' };
    yield { type: 'turn-end', result: PLAIN_RESULT };
    return;
  }
  yield HIT;
  yield { type: 'text-delta', text: 'the old answer' };
  yield { type: 'turn-end', result: { ...PLAIN_RESULT, cache: 'semantic', costUsd: 0, savedUsd: 0.004 } };
};

describe('a similar answer', () => {
  test('has its badge, and right below it the keys for what can be done about it', async () => {
    start(similarHit);
    controller.actions.submit('What is the process?');
    await whenShown('similar 0.94 · 3 days old · saved $0.0040');
    const badge = lines().findIndex((line) => line.includes('similar 0.94'));
    expect(lines()[badge + 1]).toBe('Ctrl+T shows the matched question · Ctrl+O asks fresh');
  });

  test('shows the question that it was given to, also after a later answer', async () => {
    start(similarHit);
    controller.actions.submit('/matched');
    await whenShown('No similar answer was served in this chat.');
    controller.actions.submit('What is the process?');
    await whenShown('the old answer');
    await whenIdle();
    await controller.actions.askFresh();
    await whenShown('a new answer');
    await whenIdle();
    controller.actions.showMatched();
    expect(shown()).toContain('Asked    What is the process?');
    expect(shown()).toContain('Matched  How do I reset my password?');
    expect(shown()).toContain('similarity 0.941');
  });

  test('asked fresh, is told to the daemon as wrong before the question goes past the cache', async () => {
    const gate = Promise.withResolvers<Record<string, never>>();
    start(similarHit, { 'cache.feedback': () => gate.promise });
    controller.actions.submit('q');
    await whenShown('the old answer');
    await whenIdle();
    const fresh = controller.actions.askFresh();
    await poll('the feedback', () => methods().includes('cache.feedback'));
    expect(client.requests).toHaveLength(1);
    void controller.actions.askFresh();
    gate.resolve({});
    await fresh;
    expect(client.calls.filter(({ method }) => method === 'cache.feedback')).toEqual([
      {
        method: 'cache.feedback',
        params: { entryId: 'entry-7', verdict: 'wrong', semanticId: 41, similarity: 0.941 },
      },
    ]);
    expect(client.requests).toHaveLength(2);
    expect(client.requests[1]).toMatchObject({
      regenerate: 'trace-1',
      conversationId: 'conversation-1',
      cache: { mode: 'refresh' },
    });
  });

  test('is asked fresh also where the feedback fails, and the failure is told', async () => {
    start(similarHit, {
      'cache.feedback': () => {
        throw new JackdawError('storage_failed', 'The disk is full.');
      },
    });
    controller.actions.submit('q');
    await whenShown('the old answer');
    await whenIdle();
    await controller.actions.askFresh();
    expect(shown()).toContain('The disk is full.');
    expect(shown()).toContain('a new answer');
  });

  test('that was sent for before there was a connection is asked fresh in its turn', async () => {
    start(similarHit, { 'cache.feedback': {} });
    controller.actions.submit('q');
    controller.actions.submit('/fresh');
    await whenShown('a new answer');
    await whenIdle();
    expect(client.requests).toHaveLength(2);
  });

  test('an answer of the model, asked fresh, is no feedback', async () => {
    start(similarHit, { 'cache.feedback': {} });
    controller.actions.submit('q');
    await whenShown('the old answer');
    await whenIdle();
    await controller.actions.askFresh();
    await controller.actions.askFresh();
    expect(methods().filter((method) => method === 'cache.feedback')).toHaveLength(1);
    expect(client.requests).toHaveLength(3);
  });
});

describe('an earlier answer that is offered beside the model’s', () => {
  test('is named below the badge, and shown as what it is when asked for', async () => {
    start(async function* (_request, { turnId }) {
      for (const event of openingEvents(turnId)) {
        yield event;
        if (event.type === 'cache-miss')
          yield {
            type: 'cache-miss',
            tier: 'semantic',
            reason: 'not alike enough',
            suggestion: {
              similarity: 0.47,
              matchedPrompt: 'How is it\u001b[2J reset?',
              text: 'By **mail**.',
            },
          };
      }
      yield { type: 'text-delta', text: 'the new answer' };
      yield { type: 'turn-end', result: PLAIN_RESULT };
    });
    controller.actions.submit('/similar');
    await whenShown('No earlier answer was offered in this chat.');
    controller.actions.submit('q');
    await whenShown('asked before in other words: “How is it reset?” (0.47) — /similar shows that answer');
    expect(shown()).not.toContain('By mail.');
    await whenIdle();
    controller.actions.submit('/similar');
    await whenShown('An earlier answer, not to your question but to: How is it reset?');
    expect(shown()).toContain('By mail.');
    expect(lines().at(-1)).toBe('earlier answer · similar 0.47');
  });
});
