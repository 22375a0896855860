import { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';
import { describe, expect, test } from 'vitest';
import { bodyOfMessage } from '../../../../packages/daemon/src/provider/proxied-exchange.ts';
import { readReply } from '../../../../packages/daemon/src/provider/read-reply.ts';

const bounds = { stallMs: 60_000, mostBytes: 1_000 };

/** A response whose pieces are all here, and its end where it is `whole`. */
function messageOf(pieces: readonly string[], whole = true): IncomingMessage {
  const message = new IncomingMessage(new Socket());
  for (const piece of pieces) message.push(Buffer.from(piece));
  if (whole) message.push(null);
  return message;
}

describe('a body that is read', () => {
  test('comes piece by piece, and in one as soon as its reader says so', async () => {
    const seen: string[] = [];
    for await (const bytes of readReply(
      bodyOfMessage(messageOf(['a', 'b', 'c', 'd'])),
      bounds,
      () => seen.length > 1,
    )) {
      seen.push(bytes.toString());
    }
    expect(seen).toEqual(['a', 'b', 'cd']);
  });

  test('hands over what has come before it tells of the break', async () => {
    const message = messageOf(['a', 'b'], false);
    const seen: string[] = [];
    const reading = async () => {
      for await (const bytes of readReply(bodyOfMessage(message), bounds, () => false)) {
        seen.push(bytes.toString());
        message.destroy(new Error('cut'));
      }
    };
    await expect(reading()).rejects.toThrow('cut');
    expect(seen).toEqual(['a', 'b']);
  });

  test('closes the connection where it is left early, and beyond its bound', async () => {
    const left = messageOf(['a', 'b'], false);
    for await (const _ of readReply(bodyOfMessage(left), bounds, () => false)) break;
    expect(left.destroyed).toBe(true);
    const endless = messageOf(['a'.repeat(1_001)], false);
    await expect(readReply(bodyOfMessage(endless), bounds, () => false).next()).rejects.toMatchObject({
      code: 'upstream_error',
    });
    expect(endless.destroyed).toBe(true);
  });
});
