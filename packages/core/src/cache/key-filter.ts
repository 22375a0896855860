/** 1 MiB: of a million keys, one in forty that was never added is taken for one that was; of 100,000, next to none. */
const BITS = 2 ** 23;
/** Each takes six digits of the hash, which are as good as a hash of their own. */
const DIGITS = 6;
const PROBES = 4;

/** Which keys, SHA-256 in hex digits, may have been added. Never wrong where it says no (a Bloom filter). */
export class KeyFilter {
  readonly #bytes = new Uint8Array(BITS / 8);

  add(key: string): void {
    for (let probe = 0; probe < PROBES; probe += 1) {
      const bit = bitOf(key, probe);
      const byte = this.#bytes[bit >>> 3] ?? 0;
      this.#bytes[bit >>> 3] = byte | (1 << (bit & 7));
    }
  }

  mayHave(key: string): boolean {
    for (let probe = 0; probe < PROBES; probe += 1) {
      const bit = bitOf(key, probe);
      if (((this.#bytes[bit >>> 3] ?? 0) & (1 << (bit & 7))) === 0) return false;
    }
    return true;
  }
}

function bitOf(key: string, probe: number): number {
  let bits = 0;
  for (let digit = probe * DIGITS; digit < (probe + 1) * DIGITS; digit += 1) {
    const code = key.charCodeAt(digit);
    // `0` to `9`, and `a` to `f` nine further on than their last four bits say.
    bits = (bits << 4) | ((code & 15) + (code >> 6) * 9);
  }
  return bits % BITS;
}
