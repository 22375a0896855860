import { writeFileSync } from 'node:fs';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startTerminal } from '../../support/terminal.ts';
import { program } from '../chat/start-chat.ts';
import { fileIn, makeCommandHome, type CommandHome } from './command-home.ts';

const SCHEMA = {
  type: 'object',
  properties: { score: { type: 'integer', minimum: 1, maximum: 5 } },
  required: ['score'],
  additionalProperties: false,
};

let bench: CommandHome;
const write = (name: string, content: unknown) =>
  writeFileSync(fileIn(bench.home, name), typeof content === 'string' ? content : JSON.stringify(content));
beforeAll(async () => {
  bench = await makeCommandHome();
  write('score.json', SCHEMA);
});
beforeEach(() => bench.simulator.reset());
afterAll(() => bench[Symbol.asyncDispose]());

const saying = (text: string) => ({ blocks: [{ type: 'text' as const, text }] });
const HAIKU = ['--model', 'claude-haiku-5-5'];

describe('what is wrong with a schema is told with its place, before any call', () => {
  test.each([
    ['{\n  "type": "object",\n  "required": [score]\n}', ['line 3, column 16']],
    ['', ['is not JSON', 'line 1']],
    ['[]', ['an object is expected']],
    [{ properties: { score: { type: 'integr' } } }, ['#/properties/score/type']],
    [
      { properties: { a: { $ref: 'https://example.com/a.json' } } },
      ['#/properties/a/$ref', 'nothing is fetched'],
    ],
    [Array.from({ length: 70 }).reduce<object>((items) => ({ items }), {}), ['levels']],
    ['{"items": '.repeat(30_000), ['nested too deeply']],
    [{ enum: ['x'.repeat(500_000)] }, ['100000']],
  ])('%#', async (schema, words) => {
    write('bad.json', schema);
    const { code, stdout, stderr } = await bench.run(['ask', '--schema', 'bad.json', 'Well?']);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    for (const word of words) expect(stderr).toContain(word);
    expect(bench.simulator.journal()).toEqual([]);
  });
});

test('comments, trailing commas and parts of its own are allowed in a schema, and the question may come on stdin', async () => {
  write(
    'own.json',
    '\uFEFF{\n  // what we want\n  "$defs": { "n": { "type": "integer" } },\n  "type": "object", "required": ["n"],\n  "properties": { "n": { "$ref": "#/$defs/n" }, },\n}\n',
  );
  bench.simulator.script('*', [saying('{"n": 7}')]);
  const { code, stdout } = await bench.run(['ask', '--schema', 'own.json'], { input: 'How many?' });
  expect({ code, stdout }).toEqual({ code: 0, stdout: '{\n  "n": 7\n}\n' });
});

test('an answer that stays invalid leaves stdout empty, and is shown on stderr', async () => {
  bench.simulator.script('*', [saying('{"score": 9}'), saying('{"score": "\u001b[31mnine"}')]);
  const { code, stdout, stderr } = await bench.run(['ask', '--schema', 'score.json', ...HAIKU, 'One?']);
  expect({ code, stdout }).toEqual({ code: 5, stdout: '' });
  expect(stderr).toContain('/score must be integer');
  expect(stderr).toMatch(/What the model said:\n\{"score": ".*nine"\}\n$/);
  expect(stderr).not.toContain('\u001b');
});

test('of a long invalid answer the beginning is shown, and where all of it is', async () => {
  const long = `no ${'blah '.repeat(3000)}`;
  bench.simulator.script('*', [saying(long), saying(long)]);
  const { stderr } = await bench.run(['ask', '--schema', 'score.json', ...HAIKU, 'Two?']);
  expect(stderr.length).toBeLessThan(6000);
  const [, id = ''] = /jackdaw history show (\S+)/.exec(stderr) ?? [];
  expect((await bench.run(['history', 'show', id])).stdout).toContain(long.trimEnd());
});

test('--json has the error and the text', async () => {
  bench.simulator.script('*', [saying('{"score": 9}'), saying('{"score": 8}')]);
  const { code, stdout } = await bench.run(['ask', '--json', '--schema', 'score.json', ...HAIKU, 'Three?']);
  expect(code).toBe(5);
  expect(JSON.parse(stdout)).toMatchObject({ error: { code: 'invalid_output' }, text: '{"score": 8}' });
});

test('a cut answer is no success: exit code 5, and what to do', async () => {
  bench.simulator.script('*', [{ ...saying('{"sco'), stopReason: 'max_tokens' }]);
  const { code, stdout, stderr } = await bench.run(['ask', '--schema', 'score.json', 'Four?']);
  expect({ code, stdout }).toEqual({ code: 5, stdout: '' });
  expect(stderr).toMatch(/--max-tokens.*\n\{"sco\n$/);
  expect(bench.simulator.journal({ path: '/v1/messages' })).toHaveLength(1);
  bench.simulator.script('*', [{ ...saying('{"sco'), stopReason: 'max_tokens' }]);
  const json = await bench.run(['ask', '--json', '--schema', 'score.json', 'Five?']);
  expect(json.code).toBe(5);
  expect(JSON.parse(json.stdout)).toMatchObject({ text: '{"sco', stopReason: 'max_tokens' });
});

test('a refusal exits with 6, and what was said goes to stderr', async () => {
  bench.simulator.script('*', [{ ...saying('I would rather not.'), stopReason: 'refusal' }]);
  const { code, stdout, stderr } = await bench.run(['ask', '--schema', 'score.json', 'Six?']);
  expect({ code, stdout }).toEqual({ code: 6, stdout: '' });
  expect(stderr).toMatch(/declined[^]*I would rather not\.\n$/);
});

test('what was repaired is told in --json, and to a person', async () => {
  bench.simulator.script('*', [saying('```json\n{"score": 3,}\n```')]);
  expect(await bench.json(['ask', '--json', '--schema', 'score.json', 'Seven?'])).toMatchObject({
    data: { score: 3 },
    repairs: expect.arrayContaining(['code-fence', 'trailing-comma']),
  });
  const again = await bench.json(['ask', '--json', '--schema', 'score.json', 'Seven?']);
  expect(again).toMatchObject({ data: { score: 3 }, cache: 'exact' });
  expect(again).not.toHaveProperty('repairs');

  bench.simulator.script('*', [saying('```json\n{"score": 4,}\n```')]);
  const terminal = startTerminal({
    command: process.execPath,
    args: [program, 'ask', '--schema', fileIn(bench.home, 'score.json'), 'Eight?'],
    env: bench.env,
  });
  try {
    await terminal.waitForText('"score": 4');
    await terminal.waitForText('not quite JSON');
  } finally {
    await terminal.close();
  }
});

test('--stream-json tells the object as it grows', async () => {
  const words = 'a good one, all in all, and it came in time';
  write('words.json', { type: 'object', properties: { why: { type: 'string' } }, required: ['why'] });
  bench.simulator.script('*', [saying(JSON.stringify({ why: words }))]);
  const { stdout } = await bench.run(['ask', '--stream-json', '--schema', 'words.json', 'Nine?']);
  const values = stdout
    .split('\n')
    .filter((line) => line.includes('"object-delta"'))
    .map((line) => JSON.parse(line).value.why);
  expect(values.length).toBeGreaterThan(1);
  expect(values.at(-1)).toBe(words);
  for (const value of values) expect(words.startsWith(value ?? '')).toBe(true);
});

test('words that JSON Schema does not know are warned of', async () => {
  write('typo.json', { ...SCHEMA, properties: { score: { type: 'integer', minimun: 1 } } });
  bench.simulator.script('*', [saying('{"score": 3}')]);
  const { stdout } = await bench.run(['ask', '--stream-json', '--schema', 'typo.json', 'Ten?']);
  expect(stdout).toContain('#/properties/score/minimun');
});
