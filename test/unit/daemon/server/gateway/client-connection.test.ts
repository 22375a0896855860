import { connect } from 'node:net';
import { expect, test } from 'vitest';
import {
  connectionOf,
  goneSignal,
} from '../../../../../packages/daemon/src/server/gateway/client-connection.ts';
import { poll } from '../../../../support/poll.ts';
import { serve } from './serve.ts';

const PIECE = Buffer.alloc(256 * 1024, 'x');

/** Writes without end, and tells how it came to one. */
async function serveWithoutEnd(maxSilenceMs: number) {
  const ends: unknown[] = [];
  let written = 0;
  const server = await serve(async (_, response) => {
    const { write } = connectionOf(response, maxSilenceMs);
    const gone = goneSignal(response);
    try {
      for (;;) {
        await write(PIECE);
        written += PIECE.length;
      }
    } catch (error) {
      ends.push(error, gone.reason);
    }
  });
  return { server, ends, written: () => written };
}

function ask(port: number) {
  const socket = connect(port, '127.0.0.1').on('error', () => {});
  socket.write('GET / HTTP/1.1\r\nhost: localhost\r\n\r\n');
  return socket;
}

test('who reads nothing for too long is let go', async () => {
  const { server, ends, written } = await serveWithoutEnd(50);
  await using _ = server;
  const socket = ask(server.port).pause();
  await poll('the end', () => ends.length > 0);
  expect(ends).toEqual([expect.objectContaining({ code: 'cancelled' }), ends[0]]);
  expect(written()).toBeLessThan(64 * 1024 * 1024);
  socket.destroy();
});

test('who reads slowly is waited for, and its leaving ends the wait', async () => {
  const { server, ends, written } = await serveWithoutEnd(3_600_000);
  await using _ = server;
  const socket = ask(server.port).pause();
  await poll('a full connection', async () => {
    const before = written();
    await new Promise((resolve) => setImmediate(resolve));
    return before > 0 && before === written();
  });
  socket.resume();
  const full = written();
  await poll('more', () => written() > full + 4 * PIECE.length);
  expect(ends).toEqual([]);
  socket.destroy();
  await poll('the end', () => ends.length > 0);
  expect(ends[0]).toMatchObject({ code: 'cancelled' });
});

test('who has left before is known to be gone', async () => {
  const gone: boolean[] = [];
  let asked = false;
  await using server = await serve(async (_, response) => {
    asked = true;
    await new Promise((resolve) => response.once('close', resolve));
    gone.push(goneSignal(response).aborted);
  });
  const socket = ask(server.port);
  await poll('the request', () => asked);
  socket.destroy();
  await poll('its end', () => gone.length > 0);
  expect(gone).toEqual([true]);
});
