import { bloomBits } from './bloom-bits.ts';
import { KNOWN_WORD_BITS } from './known-words-data.ts';

let filter: Uint8Array | null = null;

/** Whether a stem of two letters or more is (nearly certainly) a word of the language, and no slip of the hand. */
export function isKnownWord(stemmed: string): boolean {
  filter ??= Uint8Array.from(atob(KNOWN_WORD_BITS.replaceAll('\n', '')), (character) =>
    character.charCodeAt(0),
  );
  const bytes = filter;
  return bloomBits(stemmed, bytes.length * 8).every(
    (bit) => (((bytes[bit >> 3] ?? 0) >> (bit & 7)) & 1) === 1,
  );
}
