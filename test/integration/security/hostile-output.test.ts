import { appendFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeCommandHome, type CommandHome } from '../../e2e/command/command-home.ts';
import { connectUnix } from '../../support/connect.ts';
import { HOSTILE, HOSTILE_NAME, namedAnswer, untamed } from './hostile-text.ts';

let bench: CommandHome;
let conversation = '';
let trace = '';
let entry = '';

const answer = namedAnswer(HOSTILE);

beforeAll(async () => {
  bench = await makeCommandHome({
    retry: { maxAttempts: 1 },
    tiers: { capable: HOSTILE_NAME },
    daemon: { logLevel: 'debug' },
  });
  bench.simulator.script('*', [answer]);
  // No argument of a command can have a zero byte.
  const asked = await bench.json(['ask', '--json', `Say ${HOSTILE.replaceAll('\0', '')}`]);
  conversation = asked.conversationId;
  trace = asked.traceId;
  [{ id: entry }] = await bench.json(['cache', 'list', '--json']);
  const { socket } = bench.home.daemonFile() ?? { socket: '' };
  using connection = await connectUnix(socket);
  await connection.call('history.rename', { id: conversation, title: HOSTILE });
  // As somebody does who may write to the log, or an editor that saved it in its own way.
  appendFileSync(
    path.join(bench.home.paths.logs, 'daemon.log'),
    `not JSON ${HOSTILE.replaceAll('\n', '')}\n{"level":30,"msg":"\u009b66;66H\u202e"}\n`,
  );
});
afterAll(() => bench[Symbol.asyncDispose]());

const ask = (step: object) => {
  bench.simulator.script('*', [step]);
  return (...args: readonly string[]) => bench.run(['ask', '--cache', 'off', ...args, 'Again']);
};

const surfaces: Readonly<Record<string, () => readonly string[]>> = {
  'history list': () => ['history', 'list'],
  'history show': () => ['history', 'show', conversation],
  'history search': () => ['history', 'search', 'begin'],
  'history export': () => ['history', 'export', conversation],
  'history export --markdown': () => ['history', 'export', conversation, '--markdown'],
  'cache list': () => ['cache', 'list'],
  'cache show': () => ['cache', 'show', entry],
  trace: () => ['trace'],
  'trace ID': () => ['trace', trace],
  stats: () => ['stats'],
  models: () => ['models'],
  'daemon logs': () => ['daemon', 'logs'],
  'daemon status': () => ['daemon', 'status'],
  'config show': () => ['config', 'show'],
};
const WITHOUT_JSON = new Set(['history export', 'history export --markdown']);

describe('nothing that a model, a server or a file wrote drives the terminal', () => {
  test.each(Object.entries(surfaces))('in %s, as text and as JSON', async (name, argsOf) => {
    const args = argsOf();
    const runs = [bench.run(args), ...(WITHOUT_JSON.has(name) ? [] : [bench.run([...args, '--json'])])];
    for (const { code, stdout, stderr } of await Promise.all(runs)) {
      expect([code, untamed(stdout), untamed(stderr)]).toEqual([0, null, null]);
      expect(stdout.length).toBeGreaterThan(20);
    }
  });

  test('in a name nothing is unseen', async () => {
    for (const args of [['models'], ['stats']]) {
      const { stdout } = await bench.run(args);
      expect(stdout).toContain('claude-haikubegin');
    }
  });

  test.each([[[]], [['--json']], [['--stream-json']]])('in ask %j', async (flags) => {
    const { stdout, stderr } = await ask(answer)(...flags);
    expect([untamed(stdout), untamed(stderr)]).toEqual([null, null]);
    expect(stdout).toContain('begin');
  });

  test('in a text cut anywhere', async () => {
    const { stdout } = await ask({ blocks: [{ type: 'text', text: HOSTILE }], wire: { chunk: 'byte' } })();
    expect(untamed(stdout)).toBe(null);
  });

  test.each<[string, object]>([
    ['a refusal', { stopReason: 'refusal', refusal: { category: null, explanation: HOSTILE } }],
    ['a refusal of a hostile name', namedAnswer(HOSTILE, 'refusal')],
    ['a cut', namedAnswer(HOSTILE, 'max_tokens')],
    ['an error', { status: 400, error: { type: 'invalid_request_error', message: HOSTILE } }],
    ['an error of an unknown kind', { status: 500, error: { type: HOSTILE, message: HOSTILE } }],
    ['an error within the stream', { fault: { kind: 'error-event', errorType: HOSTILE, message: HOSTILE } }],
    [
      'a broken answer',
      { blocks: [{ type: 'text', text: HOSTILE, repeat: 3 }], fault: { kind: 'reset', at: { event: 4 } } },
    ],
    ['a tool', { blocks: [{ type: 'tool_use', name: HOSTILE, json: `{"${HOSTILE}` }] }],
    ['thoughts', { blocks: [{ type: 'thinking', thinking: HOSTILE }] }],
  ])('in %s', async (_, step) => {
    for (const flags of [[], ['--stream-json']]) {
      const { stdout, stderr } = await ask(step)(...flags);
      expect([untamed(stdout), untamed(stderr)]).toEqual([null, null]);
    }
  });

  test('in the chat as lines of text', async () => {
    const error = { type: 'invalid_request_error', message: HOSTILE };
    bench.simulator.script('*', [answer, { status: 400, error }]);
    const { stdout, stderr } = await bench.run(['--plain'], { input: 'Another question\nAnd one more\n' });
    expect(stdout).toContain('did not accept the request');
    expect([untamed(stdout), untamed(stderr)]).toEqual([null, null]);
    expect(stdout).toContain('begin');
  });
});

test('what JSON shows is what was said, to the last control character', async () => {
  const shown = await bench.json(['history', 'show', conversation, '--json']);
  expect(shown.messages[1].text).toBe(HOSTILE);
  const { stdout } = await bench.run(['history', 'export', conversation]);
  expect(JSON.parse(stdout)).toMatchObject({ title: HOSTILE, messages: [{}, { text: HOSTILE }] });
});
