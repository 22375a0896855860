/** Near the best number for 11 or 12 bits a word. */
export const HASHES = 8;

/** The positions that stand for a word among `size` bits: two FNV-1a hashes, combined (Kirsch and Mitzenmacher 2006). */
export function bloomBits(word: string, size: number): number[] {
  const first = fnv1a(word, 0x811c9dc5);
  const second = fnv1a(word, 0x9e3779b9) | 1;
  return Array.from({ length: HASHES }, (_, index) => ((first + Math.imul(index, second)) >>> 0) % size);
}

/** FNV-1a over UTF-16 code units, from a given start. */
export function fnv1a(text: string, start: number): number {
  let hash = start;
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  // The last step of MurmurHash3, since the low bits of FNV-1a alone are not well mixed.
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
