/**
 * The order of keys: by their UTF-8 bytes, as LevelDB sorts them. Strings' own order is by UTF-16 units, and differs
 * where a character beyond U+FFFF (whose units begin at U+D800) meets one from U+E000 to U+FFFF.
 */
export function compareKeys(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let index = 0; index < length; index += 1) {
    const unitA = a.charCodeAt(index);
    const unitB = b.charCodeAt(index);
    if (unitA !== unitB) return rank(unitA) - rank(unitB);
  }
  return a.length - b.length;
}

/** Surrogates come after every other unit, as the code points that they spell do. */
function rank(unit: number): number {
  return unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit;
}
