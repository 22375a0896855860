// The real chat in front of a daemon that is scripted here: what it answers depends on the question's first word.
import fs from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { JackdawError, type ChatEvent } from '@jackdaw/core/protocol';
import { createKeyMap } from '../../../../packages/tui/src/keys/index.ts';
import { renderChat } from '../../../../packages/tui/src/render-chat.tsx';
import type { ChatLink, ColourLevel } from '../../../../packages/tui/src/render-chat-options.ts';
import {
  answerWith,
  createFakeDaemon,
  openingEvents,
  PLAIN_RESULT,
  type Script,
} from '../../../support/fake-client.ts';

const folder = process.env['FAKE_FOLDER'] ?? '.';

/** The test opens a gate by writing a file of its name. */
async function gate(name: string): Promise<void> {
  while (!fs.existsSync(path.join(folder, name))) await sleep(10);
}

const script: Script = async function* (request, { turnId, cancelled }) {
  const prompt = request.prompt ?? '';
  const [word, argument = ''] = prompt.split(' ');
  if (word === 'lines') {
    yield* openingEvents(turnId);
    const count = Number(argument);
    for (let line = 1; line <= count; line++) {
      yield {
        type: 'text-delta',
        text: `line ${String(line).padStart(4, '0')} of the answer${line % 7 === 0 ? '\n\n' : '\n'}`,
      };
      if (line % 5 === 0) await sleep(3);
      if (line === 100 && prompt.includes('gate')) await gate('go');
    }
    yield { type: 'turn-end', result: { ...PLAIN_RESULT, text: 'lines' } };
    fs.writeFileSync(path.join(folder, 'lines-told'), '');
  } else if (word === 'think') {
    yield* openingEvents(turnId);
    yield { type: 'thinking-delta', text: 'Two birds are on the roof. ' };
    yield { type: 'thinking-delta', text: 'Three more come: that makes five.' };
    await gate('thought');
    yield { type: 'text-delta', text: 'There are **five** birds.' };
    yield { type: 'turn-end', result: PLAIN_RESULT };
  } else if (word === 'show') {
    yield* openingEvents(turnId);
    const text = fs.readFileSync(path.join(folder, 'answer.md'), 'utf8');
    for (let at = 0; at < text.length; at += 40) {
      yield { type: 'text-delta', text: text.slice(at, at + 40) };
      if (at % 400 === 0) await sleep(3);
    }
    if (argument === 'gate') await gate('go');
    yield { type: 'turn-end', result: { ...PLAIN_RESULT, text } };
  } else if (word === 'gated') {
    yield* openingEvents(turnId);
    yield { type: 'text-delta', text: 'The first half has arrived' };
    await gate('go');
    yield { type: 'text-delta', text: ' and so has the second half.' };
    yield { type: 'turn-end', result: PLAIN_RESULT };
    fs.writeFileSync(path.join(folder, 'answered'), '');
  } else if (word === 'similar') {
    yield* openingEvents(turnId).slice(0, 2);
    yield {
      type: 'cache-hit',
      tier: 'semantic',
      entryId: 'entry-1',
      model: 'model-small',
      ageMs: 3 * 86_400_000,
      savedUsd: 0.0042,
      savedMs: 900,
      similarity: 0.941,
      matchedPrompt: 'How do I reset it?',
      semanticId: 1,
    };
    yield { type: 'text-delta', text: 'As before.' };
    yield { type: 'turn-end', result: { ...PLAIN_RESULT, cache: 'semantic', savedUsd: 0.0042 } };
  } else if (word === 'endless') {
    yield* openingEvents(turnId);
    yield { type: 'text-delta', text: 'It begins' };
    await cancelled;
    yield turnError('cancelled', 'Cancelled.', 'It begins');
  } else if (word === 'waits') {
    yield* openingEvents(turnId).slice(0, -1);
    yield upstreamWait(3, 12_000);
    await gate('moved');
    yield upstreamWait(1, 4_000);
    await gate('changed');
    yield {
      type: 'route-change',
      from: 'model-small',
      model: 'model-large',
      tier: 'balanced',
      reason: 'model-small is overloaded',
    };
    yield { type: 'warning', message: 'Nine tenths of the day’s budget are spent.' };
    yield { type: 'attempt-start', attempt: 1, model: 'model-large' };
    await gate('go');
    yield { type: 'text-delta', text: 'At last.' };
    yield { type: 'turn-end', result: { ...PLAIN_RESULT, text: 'At last.', model: 'model-large' } };
  } else if (word === 'explode') {
    if (argument === 'gate') await gate('go');
    setTimeout(() => {
      throw new Error('a fault of the program');
    }, 0);
    await cancelled;
  } else if (word === 'fail') {
    yield* openingEvents(turnId).slice(0, 2);
    yield turnError('overloaded', 'The model is overloaded; all four attempts failed.', '');
  } else {
    const files = (request.attachments ?? []).map(({ name }) => name).join(', ');
    const said = `You said: ${prompt.length} characters, ${prompt.split('\n').length} lines.`;
    yield* answerWith(turnId, files === '' ? said : `${said} It came with ${files}.`);
  }
};

function upstreamWait(position: number, waitMs: number): ChatEvent {
  return { type: 'upstream-wait', model: 'model-small', reason: 'requests', position, waitMs };
}

function turnError(code: 'cancelled' | 'overloaded', message: string, text: string): ChatEvent {
  const error = { code, message, retryable: code === 'overloaded' };
  return { type: 'turn-error', error, traceId: 't', conversationId: null, text, usage: null, costUsd: null };
}

const TRACES = Array.from({ length: 30 }, (_, index) => ({
  id: `trace-${index + 1}`,
  startedAt: Date.now() - index * 3_600_000,
  durationMs: 1_000 + index,
  outcome: index === 3 ? 'overloaded' : 'complete',
  conversationId: null,
  model: 'model-small',
  cache: index === 1 ? 'exact' : 'miss',
  costUsd: 0.0042,
  metadata: {},
}));
const SPANS = [
  {
    name: 'exact cache',
    startMs: 0,
    durationMs: 2,
    attributes: { outcome: 'miss', reason: 'never asked before' },
  },
  {
    name: 'route',
    startMs: 2,
    durationMs: 1,
    attributes: {
      model: 'model-small',
      tier: 'fast',
      task: 'simple_qa',
      confidence: 0.9,
      reason: 'a short question',
    },
  },
  {
    name: 'attempt 1',
    startMs: 3,
    durationMs: 900,
    attributes: { model: 'model-small', inputTokens: 12, outputTokens: 34 },
  },
];

const daemon = createFakeDaemon(script, {
  'history.list': { conversations: [], cursor: null },
  'models.list': { models: [] },
  'trace.list': { traces: TRACES },
  'trace.get': ({ id }: { id: string }) => ({ ...TRACES.find((trace) => trace.id === id), spans: SPANS }),
});
const state = path.join(folder, 'state');
const SESSION = { demo: false, credentials: true, note: null };

/** With `FAKE_CONNECT_GATE` it waits for the gate of that name, and fails with the words in its file, if any. */
async function connect(onStarting: () => void): Promise<ChatLink> {
  const name = process.env['FAKE_CONNECT_GATE'];
  if (name !== undefined) {
    onStarting();
    await gate(name);
    const word = fs.readFileSync(path.join(folder, name), 'utf8');
    if (word !== '') {
      fs.rmSync(path.join(folder, name));
      throw new JackdawError('daemon_unavailable', word);
    }
  }
  const credentials = process.env['FAKE_NO_KEY'] === undefined || fs.existsSync(path.join(folder, 'key'));
  return { client: daemon.connect(), session: { ...SESSION, credentials } };
}

const { keys, problems } = createKeyMap(JSON.parse(process.env['FAKE_KEYS'] ?? '{}'));

process.exitCode = await renderChat({
  keys,
  problems,
  version: '9.9.9',
  connect,
  plain: process.argv.includes('--plain'),
  colourLevel: Number(process.env['FAKE_COLOURS'] ?? '3') as ColourLevel,
  paths: { configFile: '', credentialsFile: '', data: '', run: path.join(folder, 'run'), logs: '', state },
  env: process.env,
  stdin: process.stdin,
  stdout: process.stdout,
  stderr: process.stderr,
  saveKey: async (key) => fs.writeFileSync(path.join(folder, 'key'), key),
  chooseDemo: async () => ({ client: daemon.connect(), session: { ...SESSION, demo: true } }),
  chooseBaseUrl: async () => ({ client: daemon.connect(), session: SESSION }),
});
process.exit();
