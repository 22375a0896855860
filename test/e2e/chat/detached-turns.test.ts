import { rmSync, readFileSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { poll } from '../../support/poll.ts';
import type { TestTerminal } from '../../support/terminal.ts';
import { makeCommandHome, type CommandHome } from '../command/command-home.ts';
import { latestMessages, startChat } from './start-chat.ts';

let bench: CommandHome;
let open: TestTerminal[];
beforeEach(async () => {
  bench = await makeCommandHome();
  open = [];
});
afterEach(async () => {
  for (const terminal of open) await terminal.close();
  await bench[Symbol.asyncDispose]();
});

async function chat(...args: string[]): Promise<TestTerminal> {
  const terminal = await startChat(bench, args);
  open.push(terminal);
  return terminal;
}

const COUNT = 60;
const numbers = Array.from({ length: COUNT }, (_, index) => `n${String(index + 1).padStart(2, '0')}`);
/** A word every fiftieth of a second: long enough for something to happen in between. */
const slow = {
  blocks: [{ type: 'text' as const, text: numbers.join(' ') }],
  timing: { betweenTokensMs: 20 },
};
/** The numbers as they stand on the screen and above it. */
const seen = (terminal: TestTerminal) =>
  terminal
    .scrollback()
    .join('\n')
    .match(/\bn\d\d\b/g) ?? [];
const whole = (terminal: TestTerminal) =>
  terminal.waitForText(/ in, .* out/).then(() => terminal.waitForQuiet(200));

/** Stands between the chat and the daemon's socket; `cut` ends all connections of the moment. */
async function putProxyBefore(daemonSocket: string, proxySocket: string) {
  const connections = new Set<net.Socket>();
  const server = net.createServer((near) => {
    const far = net.connect(daemonSocket);
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      connections.add(one);
      one.pipe(other);
      one.on('error', () => {});
      one.on('close', () => {
        connections.delete(one);
        other.destroy();
      });
    }
  });
  await new Promise<void>((resolve) => server.listen(proxySocket, resolve));
  return {
    cut: () => {
      for (const socket of connections) socket.destroy();
    },
    close: () => {
      for (const socket of connections) socket.destroy();
      server.close();
      rmSync(proxySocket, { force: true });
    },
  };
}

test('a connection that is lost again and again costs no word and doubles none', async () => {
  await bench.run(['daemon', 'start']);
  const file = path.join(bench.home.paths.run, 'daemon.json');
  const daemon = JSON.parse(readFileSync(file, 'utf8'));
  const socket = path.join(bench.home.paths.run, 'p.sock');
  const proxy = await putProxyBefore(daemon.socket, socket);
  writeFileSync(file, JSON.stringify({ ...daemon, socket }), { mode: 0o600 });
  try {
    bench.simulator.script('*', [slow]);
    const terminal = await chat();
    terminal.type('Count\r');
    for (const word of ['n10', 'n25', 'n40']) {
      await terminal.waitForText(word);
      proxy.cut();
    }
    await whole(terminal);
    expect(seen(terminal)).toEqual(numbers);
    expect(terminal.scrollback().join('\n')).not.toContain('Interrupted');
    expect(bench.simulator.journal()).toHaveLength(1);
  } finally {
    proxy.close();
  }
});

test('a second terminal that opens the conversation sees the answer that is under way, all of it', async () => {
  bench.simulator.script('*', [slow]);
  const first = await chat();
  first.type('Count\r');
  await first.waitForText('n10');
  const second = await chat('-c');
  await second.waitForText('› Count');
  await Promise.all([whole(first), whole(second)]);
  expect(seen(first)).toEqual(numbers);
  expect(seen(second)).toEqual(numbers);
  expect(bench.simulator.journal()).toHaveLength(1);
});

test('a terminal that stands still holds up neither the turn nor another terminal', async () => {
  bench.simulator.script('*', [slow]);
  const terminal = await chat();
  terminal.type('Count\r');
  // Not by its screen: a busy machine may show the first words and the last ones at once.
  await poll('the call', () => bench.simulator.journal().length === 1);
  process.kill(terminal.pid, 'SIGSTOP');
  const second = await chat('-c');
  await whole(second);
  expect(seen(second)).toEqual(numbers);
  expect(seen(terminal).length).toBeLessThan(COUNT);
  process.kill(terminal.pid, 'SIGCONT');
  await whole(terminal);
  expect(seen(terminal)).toEqual(numbers);
});

describe('a terminal that is killed in the middle of an answer', () => {
  test.each(['SIGHUP', 'SIGKILL'] as const)('by %s leaves a turn that ends by itself', async (signal) => {
    bench.simulator.script('*', [slow]);
    const terminal = await chat();
    terminal.type('Count\r');
    await terminal.waitForText('n05');
    process.kill(terminal.pid, signal);
    await terminal.exited;
    await poll('the answer', async () => (await latestMessages(bench))[1]?.state === 'complete');
    expect((await latestMessages(bench))[1]?.text).toBe(numbers.join(' '));
    expect(bench.simulator.journal()).toHaveLength(1);
  });

  test('can be taken up where it stands, in another one', async () => {
    bench.simulator.script('*', [slow]);
    const terminal = await chat();
    terminal.type('Count\r');
    await terminal.waitForText('n05');
    process.kill(terminal.pid, 'SIGHUP');
    const next = await chat('-c');
    await whole(next);
    expect(seen(next)).toEqual(numbers);
  });
});
