import { scenarios, simulateCommand } from '@jackdaw/daemon/simulator';
import { expect, test } from 'vitest';

function createIo() {
  const controller = new AbortController();
  let out = '';
  let error = '';
  return {
    io: {
      stdout: { write: (text: string) => (out += text) },
      stderr: { write: (text: string) => (error += text) },
      programVersion: '1.2.3',
      signal: controller.signal,
    },
    stop: () => controller.abort(),
    out: () => out,
    error: () => error,
  };
}

test('it says where the simulator is, serves until it is stopped, and then is gone', async () => {
  const { io, stop, out } = createIo();
  const ended = simulateCommand(['--json', '--scenario', '529'], io);
  await expect.poll(out).not.toBe('');
  const { url } = JSON.parse(out());
  const headers = { authorization: 'Bearer k', 'anthropic-version': '2026-10-21' };
  expect((await fetch(`${url}/v1/models`, { headers })).status).toBe(529);
  stop();
  expect(await ended).toBe(0);
  await expect(fetch(url)).rejects.toThrow('fetch failed');
});

test('it tells how to point a client at it', async () => {
  const { io, stop, out } = createIo();
  const ended = simulateCommand(['--demo'], io);
  await expect.poll(out).toMatch(/export ANTHROPIC_BASE_URL=http:\/\/127\.0\.0\.1:\d+\n/);
  stop();
  expect(await ended).toBe(0);
});

test('it lists every scenario', async () => {
  const { io, out } = createIo();
  expect(await simulateCommand(['--list', '--json'], io)).toBe(0);
  expect(JSON.parse(out())).toHaveLength(scenarios.length);
  expect(await simulateCommand(['--list'], io)).toBe(0);
  expect(out()).toContain('529-then-ok[:times]');
});

test.each(['--help', '-h'])('it shows help on %s', async (option) => {
  const { io, out } = createIo();
  expect(await simulateCommand([option], io)).toBe(0);
  expect(out()).toContain('Usage: jackdaw simulate');
});

test.each(['--version', '-v'])('it shows its version on %s', async (option) => {
  const { io, out } = createIo();
  expect(await simulateCommand([option], io)).toBe(0);
  expect(out()).toBe('1.2.3\n');
});

test.each([
  [['--port', 'many'], '--port'],
  [['--port', '70000'], '70000'],
  [['--scenario', 'nothing'], 'nothing'],
  [['--colour'], '--colour'],
])('%j is a mistake in usage', async (args, reason) => {
  const { io, error } = createIo();
  expect(await simulateCommand(args, io)).toBe(2);
  expect(error()).toContain(reason);
});

test('a port that is taken is said, with exit code 1', async () => {
  const first = createIo();
  const ended = simulateCommand(['--json'], first.io);
  await expect.poll(first.out).not.toBe('');
  const { port } = new URL(JSON.parse(first.out()).url);
  const second = createIo();
  expect(await simulateCommand(['--port', port], second.io)).toBe(1);
  expect(second.error()).toContain('EADDRINUSE');
  first.stop();
  expect(await ended).toBe(0);
});
