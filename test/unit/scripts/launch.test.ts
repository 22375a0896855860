import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import os from 'node:os';
import { expect, test } from 'vitest';

const module = new URL('../../../scripts/launch.mjs', import.meta.url).href;

/** Starts a process that launches Node on `code` and exits with what `launch` gives. */
function launchInProcess(code: string, cwd = os.tmpdir()): ChildProcess {
  const options = JSON.stringify({ cwd, env: { MARK: 'passed on' } });
  const call = `launch(process.execPath, ['-e', ${JSON.stringify(code)}], ${options})`;
  const script = `import { launch } from '${module}'; process.exitCode = await ${call};`;
  return spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
}

async function outputOf(launcher: ChildProcess): Promise<string> {
  let output = '';
  launcher.stdout?.on('data', (chunk) => (output += chunk));
  await once(launcher, 'close');
  return output;
}

test('the exit code of the child is passed on', async () => {
  const [code] = await once(launchInProcess('process.exit(7)'), 'exit');
  expect(code).toBe(7);
});

test('a child that a signal ended gives 128 and the number of the signal', async () => {
  const [code] = await once(launchInProcess("process.kill(process.pid, 'SIGKILL')"), 'exit');
  expect(code).toBe(137);
});

test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('%s reaches the child, which decides', async (signal) => {
  const child = `process.on('${signal}', () => process.exit(42)); setInterval(() => {}, 1000); console.log('ready')`;
  const launcher = launchInProcess(child);
  await once(launcher.stdout ?? launcher, 'data');
  launcher.kill(signal);
  const [code] = await once(launcher, 'exit');
  expect(code).toBe(42);
});

test('the child works in the folder and with the environment that it was given', async () => {
  const launcher = launchInProcess('console.log(process.cwd(), process.env.MARK)', '/');
  expect(await outputOf(launcher)).toBe('/ passed on\n');
});

test('standard input goes to the child', async () => {
  const launcher = launchInProcess("process.stdin.on('data', (chunk) => console.log('got ' + chunk))");
  launcher.stdin?.end('a line');
  expect(await outputOf(launcher)).toBe('got a line\n');
});
