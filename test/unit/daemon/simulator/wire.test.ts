import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createRandom } from '../../../../packages/daemon/src/simulator/seeded-random.ts';
import { createChunker, encodeEvent } from '../../../../packages/daemon/src/simulator/wire.ts';

const kinds = ['event', 'byte', 'random', 'split-utf8', 'coalesced'] as const;

test('however the wire cuts, the bytes stay the same', () => {
  fc.assert(
    fc.property(fc.constantFrom(...kinds), fc.array(fc.string({ unit: 'grapheme' })), (chunk, texts) => {
      const chunker = createChunker({ chunk }, createRandom(1));
      const pieces = [...texts.flatMap((text) => chunker.push(Buffer.from(text))), ...chunker.flush()];
      expect(Buffer.concat(pieces).toString()).toBe(texts.join(''));
    }),
  );
});

test('split-utf8 cuts inside of every character of several bytes', () => {
  const chunker = createChunker({ chunk: 'split-utf8' }, createRandom(1));
  const pieces = chunker.push(Buffer.from('a🐦b鳥'));
  expect(pieces.map((piece) => piece.length)).toEqual([2, 5, 2]);
});

test('coalesced holds events back until there are many', () => {
  const chunker = createChunker({ chunk: 'coalesced' }, createRandom(1));
  expect(chunker.push(Buffer.alloc(100))).toEqual([]);
  expect(chunker.push(Buffer.alloc(20_000))[0]).toHaveLength(20_100);
  expect(chunker.flush()).toEqual([]);
});

test('an event has its two lines and an empty one, with the line ends that were asked for', () => {
  expect(Buffer.from(encodeEvent('ping', '{}', undefined)).toString()).toBe('event: ping\ndata: {}\n\n');
  const odd = encodeEvent('ping', '{}', { lineEnd: 'crlf', eventLines: false });
  expect(Buffer.from(odd).toString()).toBe('data: {}\r\n\r\n');
});
