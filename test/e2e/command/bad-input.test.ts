import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fileIn, makeCommandHome, type CommandHome } from './command-home.ts';

let bench: CommandHome;
beforeAll(async () => {
  bench = await makeCommandHome();
  writeFileSync(fileIn(bench.home, 'binary.dat'), new Uint8Array([1, 0, 2]));
  writeFileSync(fileIn(bench.home, 'broken.json'), '{"type": ');
});
afterAll(() => bench[Symbol.asyncDispose]());

describe('a command line that cannot be understood says what is wrong and what is allowed', () => {
  test.each([
    [
      ['ask', '--jsn', 'hi'],
      ['--jsn', 'Did you mean --json?', '--stream-json'],
    ],
    [['histroy'], ['histroy', 'Did you mean history?']],
    [
      ['history', 'lst'],
      ['lst', 'Did you mean list?', 'Commands: list, show'],
    ],
    [['why', 'is', 'it?'], ['jackdaw ask "why is it?"']],
    [
      ['ask', '--cache', 'maybe', 'hi'],
      ['maybe', 'use, refresh, off, only'],
    ],
    [
      ['ask', '--task', 'cooking', 'hi'],
      ['cooking', 'simple_qa'],
    ],
    [
      ['ask', '--max-tokens', 'many', 'hi'],
      ['many', 'whole number'],
    ],
    [['ask', '--max-tokens', '0', 'hi'], ['whole number']],
    [
      ['ask', '--json', '--stream-json', 'hi'],
      ['--json', '--stream-json'],
    ],
    [
      ['ask', '--continue', '--conversation', 'x', 'hi'],
      ['--continue', '--conversation'],
    ],
    [['ask', '--schema'], ['--schema']],
    [
      ['history', 'show'],
      ['id', 'jackdaw history show'],
    ],
    [['history'], ['jackdaw history']],
    [
      ['completion', 'tcsh'],
      ['tcsh', 'bash, zsh, fish'],
    ],
    [['cache', 'clear'], ['--yes']],
    [
      ['config', 'set', 'modle', 'fast'],
      ['modle', 'Did you mean model?'],
    ],
    [
      ['config', 'set', 'cache.tll', '3d'],
      ['cache.tll', 'cache.ttl'],
    ],
    [
      ['config', 'set', 'cache.ttl', 'soon'],
      ['cache.ttl', 'duration'],
    ],
    [['config', 'set', 'maxTokens', '-5'], ['maxTokens']],
    [['config', 'set', 'keys.palette', 'ctrl+k'], ['kill-to-end already']],
    [
      ['ask', '--file', 'missing.txt', '--', 'hi'],
      ['missing.txt', 'no such file'],
    ],
    [['ask', '--file', '.', '--', 'hi'], ['it is a folder']],
    [
      ['ask', '--file', 'binary.dat', '--', 'hi'],
      ['binary.dat', 'not a text file'],
    ],
    [['ask', '--schema', 'missing.json', 'hi'], ['missing.json']],
    [
      ['ask', '--schema', 'broken.json', 'hi'],
      ['broken.json', 'not JSON'],
    ],
    [
      ['history', 'import', 'broken.json'],
      ['broken.json', 'history export'],
    ],
  ])('%j', async (args, words) => {
    const { code, stdout, stderr } = await bench.run(args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    for (const word of words) expect(stderr).toContain(word);
    expect(stderr).not.toMatch(/\n\s+at /);
  });

  test('nothing of it reached the service', () => expect(bench.simulator.journal()).toEqual([]));
});

test('what does not exist is not a mistake of usage', async () => {
  for (const args of [
    ['history', 'show', 'nope'],
    ['trace', 'nope'],
    ['cache', 'show', 'nope'],
  ]) {
    expect(await bench.run(args)).toMatchObject({
      code: 1,
      stdout: '',
      stderr: expect.stringContaining('nope'),
    });
  }
});

test('settings that cannot be read are named with line and column', async () => {
  await using fresh = await makeCommandHome();
  mkdirSync(path.dirname(fresh.home.paths.configFile), { recursive: true });
  writeFileSync(fresh.home.paths.configFile, '{\n  "model": "fast",\n  "cache": {,}\n}\n');
  for (const args of [['ask', 'hi'], ['config', 'show'], ['daemon', 'start'], ['stats']]) {
    expect(await fresh.run(args)).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/config\.json line 3, column \d+/),
    });
  }
});

test('a home that is a file, or below one, is named', async () => {
  for (const place of ['binary.dat', 'binary.dat/home']) {
    const env = { ...bench.env, JACKDAW_HOME: fileIn(bench.home, place) };
    const { code, stderr } = await bench.run(['ask', 'hi'], { env });
    expect(code).toBe(1);
    expect(stderr).toMatch(/binary\.dat.*Set JACKDAW_HOME/);
  }
});

test.runIf(process.platform === 'linux')(
  'a home where nobody can make a folder is named, at once',
  async () => {
    const env = { ...bench.env, JACKDAW_HOME: '/proc/nowhere' };
    for (const args of [
      ['ask', 'hi'],
      ['history', 'list'],
      ['config', 'set', 'model', 'fast'],
    ]) {
      expect(await bench.run(args, { env })).toMatchObject({
        code: 1,
        stderr: expect.stringContaining('/proc/nowhere'),
      });
    }
  },
);

test('words that a command has no use for are named', async () => {
  for (const args of [
    ['stats', 'extra'],
    ['history', 'list', 'extra'],
    ['daemon', 'status', 'extra'],
  ]) {
    expect(await bench.run(args)).toMatchObject({ code: 2, stderr: expect.stringContaining('extra') });
  }
});

test('a base URL that is no address is refused, with an example', async () => {
  const env = { ...bench.env, ANTHROPIC_BASE_URL: 'not a url' };
  expect(await bench.run(['ask', 'Where to?'], { env })).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('ANTHROPIC_BASE_URL'),
  });
});
