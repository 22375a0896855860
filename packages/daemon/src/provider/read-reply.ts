import { endless } from './endless.ts';
import type { ReplyBody } from './exchange.ts';
import { stalled } from './stalled.ts';

/**
 * The bytes of a body as they come; in one piece what has come together, as soon as `mayJoin` says so. Fails with `stalled`
 * where the next is awaited for `stallMs`, with `upstream_error` above `mostBytes`, with the system's error where the
 * connection breaks. Leaving it early closes the connection.
 */
export async function* readReply(
  body: ReplyBody,
  { stallMs, mostBytes }: { readonly stallMs: number; readonly mostBytes: number },
  mayJoin: () => boolean,
): AsyncGenerator<Buffer, void, void> {
  const silence = setTimeout(() => body.destroy(stalled(stallMs)), stallMs);
  const waiting: Buffer[] = [];
  let bytes = 0;
  let state: 'open' | 'ended' | { readonly failure: unknown } = 'open';
  let wake = () => {};
  const become = (next: typeof state) => {
    state = next;
    wake();
  };
  body
    .read((chunk) => {
      bytes += chunk.length;
      if (bytes > mostBytes) throw endless(mostBytes);
      waiting.push(chunk);
      silence.refresh();
      wake();
    })
    .then(
      () => become('ended'),
      (failure: unknown) => become({ failure }),
    );
  // Read anew each time: it changes while this waits.
  const now = () => state;
  try {
    while (true) {
      const then = now();
      if (waiting.length > 0) yield joined(waiting.splice(0, mayJoin() ? waiting.length : 1));
      else if (then === 'ended') return;
      else if (then !== 'open') throw then.failure;
      else await new Promise<void>((resolve) => (wake = resolve));
    }
  } finally {
    clearTimeout(silence);
    if (now() !== 'ended') body.destroy();
  }
}

/** The whole body. Fails as `readReply` does. A body that is here already is not watched for its silence. */
export async function readWhole(
  body: ReplyBody,
  { stallMs, mostBytes }: { readonly stallMs: number; readonly mostBytes: number },
): Promise<Buffer> {
  const silence = body.isWhole ? undefined : setTimeout(() => body.destroy(stalled(stallMs)), stallMs);
  const chunks: Buffer[] = [];
  let bytes = 0;
  try {
    await body.read((chunk) => {
      bytes += chunk.length;
      if (bytes > mostBytes) throw endless(mostBytes);
      chunks.push(chunk);
      silence?.refresh();
    });
  } catch (error) {
    body.destroy();
    throw error;
  } finally {
    clearTimeout(silence);
  }
  return joined(chunks);
}

export function joined(chunks: readonly Buffer[]): Buffer {
  const [first] = chunks;
  return chunks.length === 1 && first !== undefined ? first : Buffer.concat(chunks);
}
