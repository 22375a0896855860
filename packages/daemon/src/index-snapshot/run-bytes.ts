import type { CodeRun } from '@jackdaw/core';
import { SnapshotUnusable } from './snapshot-unusable.ts';

const HEAD_BYTES = 8;
const ID_BYTES = 4;
const FIRST_BYTES = 16;
const REST_BYTES = 32;

/** A run as a section holds it. */
export function encodeRun({ partition, ids, first, rest }: CodeRun): Uint8Array[] {
  const key = Buffer.from(partition, 'utf8');
  const head = Buffer.alloc(HEAD_BYTES + padded(key.length));
  head.writeUInt32LE(key.length, 0);
  head.writeUInt32LE(ids.length, 4);
  key.copy(head, HEAD_BYTES);
  return [head, bytesOf(ids), bytesOf(first), bytesOf(rest)];
}

/** The runs of a section's content, which begins at a multiple of four. Throws `SnapshotUnusable`. */
export function* decodeRuns(content: Uint8Array<ArrayBuffer>): Generator<CodeRun> {
  const view = Buffer.from(content.buffer, content.byteOffset, content.length);
  for (let at = 0; at < view.length;) {
    if (at + HEAD_BYTES > view.length) throw new SnapshotUnusable('it is damaged: a run is cut');
    const keyLength = view.readUInt32LE(at);
    const count = view.readUInt32LE(at + 4);
    const key = at + HEAD_BYTES;
    const ids = key + padded(keyLength);
    const first = ids + count * ID_BYTES;
    const rest = first + count * FIRST_BYTES;
    at = rest + count * REST_BYTES;
    if (at > view.length) throw new SnapshotUnusable('it is damaged: a run is cut');
    yield {
      partition: view.toString('utf8', key, key + keyLength),
      ids: wordsOf(content, ids, first),
      first: wordsOf(content, first, rest),
      rest: wordsOf(content, rest, at),
    };
  }
}

function bytesOf(words: Uint32Array): Uint8Array {
  return new Uint8Array(words.buffer, words.byteOffset, words.byteLength);
}

function wordsOf(content: Uint8Array<ArrayBuffer>, from: number, to: number): Uint32Array {
  return new Uint32Array(content.buffer, content.byteOffset + from, (to - from) / 4);
}

function padded(length: number): number {
  return (length + 3) & ~3;
}
