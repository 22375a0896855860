import type { Wire } from './scenario.ts';
import type { Random } from './seeded-random.ts';

/** Decides how the bytes of a body are cut into writes. Whatever it does, the bytes stay the same. */
export interface Chunker {
  readonly push: (bytes: Uint8Array) => readonly Uint8Array[];
  /** What was held back. */
  readonly flush: () => readonly Uint8Array[];
}

/** How much `coalesced` gathers before it writes. */
const coalescedBytes = 16 * 1024;

export function createChunker(wire: Wire | undefined, random: Random): Chunker {
  const kind = wire?.chunk ?? 'event';
  if (kind === 'coalesced') return createCoalescingChunker();
  const push = (bytes: Uint8Array): readonly Uint8Array[] => {
    if (kind === 'byte') return cut(bytes, () => 1);
    if (kind === 'random') return cut(bytes, () => 1 + Math.floor(random() * 64));
    if (kind === 'split-utf8') return splitInsideCharacters(bytes);
    return [bytes];
  };
  return { push, flush: () => [] };
}

/** One event as it goes over the wire. */
export function encodeEvent(event: string, data: string, wire: Wire | undefined): Uint8Array {
  const lineEnd = wire?.lineEnd === 'crlf' ? '\r\n' : '\n';
  const eventLine = wire?.eventLines === false ? '' : `event: ${event}${lineEnd}`;
  return Buffer.from(`${eventLine}data: ${data}${lineEnd}${lineEnd}`);
}

function createCoalescingChunker(): Chunker {
  let held: Uint8Array[] = [];
  let size = 0;
  const flush = (): readonly Uint8Array[] => {
    if (size === 0) return [];
    const all = Buffer.concat(held);
    held = [];
    size = 0;
    return [all];
  };
  return {
    push: (bytes) => {
      held.push(bytes);
      size += bytes.length;
      return size >= coalescedBytes ? flush() : [];
    },
    flush,
  };
}

function cut(bytes: Uint8Array, size: () => number): readonly Uint8Array[] {
  const pieces: Uint8Array[] = [];
  for (let start = 0; start < bytes.length;) {
    const end = start + size();
    pieces.push(bytes.subarray(start, end));
    start = end;
  }
  return pieces;
}

/** Cuts after the first byte of every character that has more than one. */
function splitInsideCharacters(bytes: Uint8Array): readonly Uint8Array[] {
  const pieces: Uint8Array[] = [];
  let start = 0;
  bytes.forEach((byte, index) => {
    if (byte < 0xc0) return;
    pieces.push(bytes.subarray(start, index + 1));
    start = index + 1;
  });
  pieces.push(bytes.subarray(start));
  return pieces.filter((piece) => piece.length > 0);
}
