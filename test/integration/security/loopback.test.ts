import { readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { networkInterfaces } from 'node:os';
import { startSimulator } from '@jackdaw/daemon/simulator';
import { expect, test } from 'vitest';
import { serve } from '../socket/serve.ts';

/** The addresses that a port of this machine is listened to at, as Linux tells them: hexadecimal, bytes reversed. */
function addressesOf(port: number): readonly string[] {
  const LISTENS = '0A';
  return ['/proc/net/tcp', '/proc/net/tcp6'].flatMap((table) =>
    readFileSync(table, 'utf8')
      .split('\n')
      .map((line) => line.trim().split(/\s+/))
      .filter(
        ([, local = '', , state]) => state === LISTENS && parseInt(local.split(':')[1] ?? '', 16) === port,
      )
      .map(([, local = '']) => local.split(':')[0] ?? ''),
  );
}

function connects(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port, timeout: 2_000 });
    const end = (result: boolean) => {
      socket.destroy();
      resolve(result);
    };
    socket.once('connect', () => end(true));
    socket.once('error', () => end(false));
    socket.once('timeout', () => end(false));
  });
}

/** Of this machine, as its neighbours know it. */
const outside = Object.values(networkInterfaces())
  .flat()
  .flatMap((found) => (found === undefined || found.internal || found.scopeid ? [] : [found.address]));

/** Where a server is found: `here`, and each of this machine's other addresses; on Linux also where it listens. */
async function whereIs(url: string | null): Promise<readonly string[]> {
  const port = Number(new URL(url ?? '').port);
  const found = await Promise.all(outside.map((address) => connects(address, port)));
  return [
    ...((await connects('127.0.0.1', port)) ? ['here'] : []),
    ...outside.filter((_, index) => found[index]),
    ...(process.platform === 'linux' ? addressesOf(port) : ['0100007F']),
  ];
}

const LOOPBACK_ALONE = ['here', '0100007F'];

test('the daemon listens to this machine alone', async () => {
  await using served = await serve();
  expect(await whereIs(served.server.url)).toEqual(LOOPBACK_ALONE);
});

test('the simulator and its control listen to this machine alone', async () => {
  const simulator = await startSimulator();
  try {
    expect(await whereIs(simulator.url)).toEqual(LOOPBACK_ALONE);
    expect(await whereIs(simulator.adminUrl)).toEqual(LOOPBACK_ALONE);
  } finally {
    await simulator.close();
  }
});
