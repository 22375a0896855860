const SURROGATE_OR_ABOVE = /[\ud800-\uffff]/;

/** Order of UTF-8 bytes, which is LevelDB's. JavaScript's own order differs where surrogates meet U+E000 and above. */
export function compareKeys(a: string, b: string): number {
  if (SURROGATE_OR_ABOVE.test(a) && SURROGATE_OR_ABOVE.test(b))
    return Buffer.compare(Buffer.from(a), Buffer.from(b));
  return a < b ? -1 : a > b ? 1 : 0;
}
