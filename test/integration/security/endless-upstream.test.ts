import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { expect, test } from 'vitest';
import { call, never, provider, run, textOfEvents } from '../provider/call.ts';
import { EVENT_STREAM, START, startRawServer, textBlock } from '../provider/raw-server.ts';
import { eventually } from '../../support/eventually.ts';
import { streamOf } from '../../support/provider-stream.ts';

const MEBIBYTE = 'x'.repeat(1024 * 1024);

/** Writes without end, as fast as it is taken; the bytes that were handed over. */
async function pour(response: ServerResponse): Promise<number> {
  let mebibytes = 0;
  const closed = new AbortController();
  response.once('close', () => closed.abort());
  while (!response.destroyed) {
    mebibytes += 1;
    if (response.write(MEBIBYTE)) continue;
    await once(response, 'drain', { signal: closed.signal }).catch(() => {});
  }
  return mebibytes;
}

test('an event that does not end is given up, and the connection closed', async () => {
  let poured = 0;
  const server = await startRawServer(async (response) => {
    response.writeHead(200, EVENT_STREAM).write(`${START}${textBlock('begun')}data: `);
    poured = await pour(response);
  });
  const { events, error } = await run(streamOf(provider(), call(server.url), never()));
  expect(error).toMatchObject({ code: 'upstream_error', retryable: false });
  expect(error).toMatchObject({ message: expect.stringContaining('more than 64 MiB') });
  expect(textOfEvents(events)).toBe('begun');
  await eventually(() => expect(server.closedAt).toHaveLength(1));
  await eventually(() => expect(poured).toBeGreaterThan(0));
  expect(poured).toBeLessThan(100);
});

test('an error whose page does not end is that error, and the connection closed', async () => {
  let poured = 0;
  const server = await startRawServer(async (response) => {
    response.writeHead(529, { 'content-type': 'text/html' });
    poured = await pour(response);
  });
  const { error } = await run(streamOf(provider(), call(server.url), never()));
  expect(error).toMatchObject({ code: 'overloaded', status: 529 });
  await eventually(() => expect(poured).toBeGreaterThan(0));
  expect(poured).toBeLessThan(20);
});
