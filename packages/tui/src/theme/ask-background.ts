import { BACKGROUND_QUERY, readBackgroundReply } from './read-background.ts';
import type { Background } from './palettes.ts';

/** A terminal that was asked for its background. */
export interface AskedBackground {
  /** Null where it has not said so in time. */
  readonly background: Promise<Background | null>;
  /** What to read keys from: its answers are never among them, however late they come. */
  readonly stdin: NodeJS.ReadStream;
  /** Called with an answer that comes after its time. */
  onLate(listener: (background: Background) => void): void;
}

interface AskOptions {
  /** In raw mode, and read by nobody yet. */
  readonly stdin: NodeJS.ReadStream;
  readonly stdout: NodeJS.WriteStream;
  /** Milliseconds. */
  readonly waitMs: number;
}

/** Asks a terminal for its background's colour, without a wait for those that never tell. */
export function askBackground({ stdin, stdout, waitMs }: AskOptions): AskedBackground {
  const told = Promise.withResolvers<Background | null>();
  let waiting = true;
  let complete = false;
  let held = '';
  let tellLate: (background: Background) => void = () => {};

  /** What a person typed of a chunk. */
  const sift = (chunk: string): string => {
    if (complete) return chunk;
    const reply = readBackgroundReply(held + chunk);
    ({ held, complete } = reply);
    if (reply.background !== null) {
      if (waiting) told.resolve(reply.background);
      else tellLate(reply.background);
    }
    if (complete) told.resolve(null);
    return reply.typed;
  };

  let typedAhead = '';
  const onReadable = () => {
    for (let chunk = readChunk(stdin); chunk !== null; chunk = readChunk(stdin)) {
      // Bytes as letters, so that what is put back is what came.
      typedAhead += sift(typeof chunk === 'string' ? chunk : chunk.toString('latin1'));
    }
  };
  const timer = setTimeout(() => told.resolve(null), waitMs);
  const background = told.promise.finally(() => {
    waiting = false;
    clearTimeout(timer);
    stdin.off('readable', onReadable);
    if (typedAhead !== '') stdin.unshift(Buffer.from(typedAhead, 'latin1'));
  });
  stdin.on('readable', onReadable);
  stdout.write(BACKGROUND_QUERY);

  return { background, stdin: siftReads(stdin, sift), onLate: (listener) => void (tellLate = listener) };
}

function readChunk(stdin: NodeJS.ReadStream): string | Buffer | null {
  const chunk: unknown = stdin.read();
  return typeof chunk === 'string' || Buffer.isBuffer(chunk) ? chunk : null;
}

/** The same stream, but for what `sift` takes out. */
function siftReads(stdin: NodeJS.ReadStream, sift: (chunk: string) => string): NodeJS.ReadStream {
  const read = (): string | Buffer | null => {
    for (;;) {
      const chunk = readChunk(stdin);
      if (typeof chunk !== 'string') return chunk;
      const typed = sift(chunk);
      if (typed !== '') return typed;
    }
  };
  return new Proxy(stdin, {
    get(target, name) {
      if (name === 'read') return read;
      const value: unknown = Reflect.get(target, name, target);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}
