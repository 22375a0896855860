import { bloomBits } from './bloom-bits.ts';
import { KNOWN_WORD_BITS } from './known-words-data.ts';

const bytes = Uint8Array.from(atob(KNOWN_WORD_BITS.replaceAll('\n', '')), (character) =>
  character.charCodeAt(0),
);
const size = bytes.length * 8;

/** Whether a stem of four letters or more is (nearly certainly) a word of the language, and no slip of the hand. */
export function isKnownWord(stemmed: string): boolean {
  return bloomBits(stemmed, size).every((bit) => (((bytes[bit >> 3] ?? 0) >> (bit & 7)) & 1) === 1);
}
