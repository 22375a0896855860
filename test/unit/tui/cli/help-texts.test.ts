import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import type { CliContext } from '../../../../packages/tui/src/cli/cli-context.ts';
import { runCli } from '../../../../packages/tui/src/cli/run-cli.ts';

const COMMANDS = [
  'ask',
  ...['list', 'show', 'search', 'export', 'import', 'rename', 'delete', 'restore'].map(
    (name) => `history ${name}`,
  ),
  ...['stats', 'list', 'show', 'delete', 'clear'].map((name) => `cache ${name}`),
  ...['start', 'stop', 'restart', 'status', 'env', 'logs', 'run'].map((name) => `daemon ${name}`),
  ...['show', 'path', 'set'].map((name) => `config ${name}`),
  'stats',
  'trace',
  'models',
  'doctor',
  'completion',
];

/** What `jackdaw ARGS` writes and ends with, without a process of its own. */
async function run(...args: readonly string[]) {
  const [stdout, stderr] = [new PassThrough(), new PassThrough()];
  const context = { stdout, stderr, version: '0.0.0' } as unknown as CliContext;
  const code = await runCli(context, args);
  stdout.end();
  stderr.end();
  return { code, stdout: await text(stdout), stderr: await text(stderr) };
}

test.each(COMMANDS)('%s has help with an example', async (command) => {
  const { code, stdout, stderr } = await run(...command.split(' '), '--help');
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout).toMatch(new RegExp(`Usage: jackdaw ${command}[^]*Examples:\n  \\S*.*jackdaw`));
});

test.each([['-5 + 3?'], ['-is this a question?']])(
  'the question %s is told where it goes',
  async (question) => {
    const { code, stderr } = await run('ask', question);
    expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining('goes after "--"') });
  },
);

test('an option that is misspelt is no question', async () => {
  const { code, stderr } = await run('ask', '--jsn', 'Hello?');
  expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining('--json') });
  expect(stderr).not.toContain('goes after');
});
