import { JackdawError } from '../errors/index.ts';
import { PAGE_ORDER } from './block-allocator.ts';
import { CODE_BITS, FIRST_BITS, ROTATED_NUMBERS, type ScanKernel } from './kernel/scan-kernel.ts';
import { rotationSigns } from './rotation-signs.ts';

/** Of four bytes, in which codes are kept and copied. */
export const FIRST_WORDS = FIRST_BITS / 32;
export const REST_WORDS = (CODE_BITS - FIRST_BITS) / 32;
const FIRST_BYTES = FIRST_WORDS * 4;
const REST_BYTES = REST_WORDS * 4;
export const PAGE_ENTRIES = 2 ** PAGE_ORDER;

// The head of the memory: one vector, one code, the rotation's signs, and room for the survivors of a page.
const VECTOR_AT = 0;
const CODE_AT = VECTOR_AT + ROTATED_NUMBERS * 4;
const SIGNS_AT = 2048;
const SURVIVORS_AT = 16_384;
const PAGES_AT = SURVIVORS_AT + PAGE_ENTRIES * 4;

// A page: the first plane of its entries, the rest of their codes, their ids, and who owns each group of four.
const REST_AT = PAGE_ENTRIES * FIRST_BYTES;
const IDS_AT = REST_AT + PAGE_ENTRIES * REST_BYTES;
const OWNERS_AT = IDS_AT + PAGE_ENTRIES * 4;
const PAGE_BYTES = OWNERS_AT + PAGE_ENTRIES;

/** The codes and ids of entries, by position, in the kernel's memory. Positions count entries through all pages. */
export class CodeMemory {
  readonly #kernel: ScanKernel;
  #pages = 0;
  #words: Uint32Array;

  constructor(kernel: ScanKernel, seed: number) {
    this.#kernel = kernel;
    if (!kernel.reserve(PAGES_AT)) throw full();
    this.#words = new Uint32Array(kernel.buffer);
    new Float32Array(kernel.buffer, SIGNS_AT).set(rotationSigns(seed));
  }

  get pages(): number {
    return this.#pages;
  }

  get residentBytes(): number {
    return PAGES_AT + this.#pages * PAGE_BYTES;
  }

  /** The position of the first entry of a new page. Throws `JackdawError` (`too_large`) where memory ends. */
  addPage(): number {
    const end = PAGES_AT + (this.#pages + 1) * PAGE_BYTES;
    if (!this.#kernel.reserve(end)) throw full();
    const buffer = this.#kernel.buffer;
    this.#words = new Uint32Array(buffer, 0, buffer.byteLength >> 2);
    this.#pages += 1;
    return (this.#pages - 1) * PAGE_ENTRIES;
  }

  /** Makes a vector's code the current one. */
  encode(vector: Float32Array): void {
    const numbers = new Float32Array(this.#kernel.buffer, VECTOR_AT, ROTATED_NUMBERS);
    numbers.fill(0, vector.length);
    numbers.set(vector);
    this.#kernel.encode(VECTOR_AT, SIGNS_AT, CODE_AT);
  }

  /** Puts the current code at a position. */
  put(position: number, id: number): void {
    const words = this.#words;
    copyWords(words, CODE_AT >> 2, words, firstAt(position) >> 2, FIRST_WORDS);
    copyWords(words, (CODE_AT + FIRST_BYTES) >> 2, words, restAt(position) >> 2, REST_WORDS);
    words[idAt(position)] = id;
  }

  /** Puts the entry with this number in two planes at a position. */
  write(position: number, id: number, first: Uint32Array, rest: Uint32Array, entry: number): void {
    const words = this.#words;
    copyWords(first, entry * FIRST_WORDS, words, firstAt(position) >> 2, FIRST_WORDS);
    copyWords(rest, entry * REST_WORDS, words, restAt(position) >> 2, REST_WORDS);
    words[idAt(position)] = id;
  }

  copy(from: number, to: number): void {
    const words = this.#words;
    copyWords(words, firstAt(from) >> 2, words, firstAt(to) >> 2, FIRST_WORDS);
    copyWords(words, restAt(from) >> 2, words, restAt(to) >> 2, REST_WORDS);
    words[idAt(to)] = this.idOf(from);
  }

  idOf(position: number): number {
    return this.#words[idAt(position)] ?? 0;
  }

  /** Notes whose the block is that begins at a position. */
  setOwner(position: number, entries: number, owner: number): void {
    const start = ownerAt(position);
    this.#words.fill(owner, start, start + (entries >> 2));
  }

  ownerOf(position: number): number {
    return this.#words[ownerAt(position)] ?? 0;
  }

  /** Copies of what `count` entries from a position, in one page, hold. */
  read(position: number, count: number): { ids: Uint32Array; first: Uint32Array; rest: Uint32Array } {
    const first = firstAt(position) >> 2;
    const rest = restAt(position) >> 2;
    return {
      ids: this.#words.slice(idAt(position), idAt(position) + count),
      first: this.#words.slice(first, first + count * FIRST_WORDS),
      rest: this.#words.slice(rest, rest + count * REST_WORDS),
    };
  }

  /** Compares the current code with `count` entries from a position, in one page; `found` gets those near enough. */
  scan(
    position: number,
    count: number,
    firstBound: number,
    bound: number,
    found: (distance: number, position: number) => void,
  ): void {
    const kernel = this.#kernel;
    const written = kernel.scan(
      firstAt(position),
      restAt(position),
      count,
      CODE_AT,
      firstBound,
      bound,
      SURVIVORS_AT,
    );
    for (let at = SURVIVORS_AT >> 2; at < (SURVIVORS_AT >> 2) + written; at++) {
      const survivor = this.#words[at] ?? 0;
      found(survivor >>> 16, position + (survivor & 0xffff));
    }
  }
}

/** For a few words quicker than the built-in copies. */
function copyWords(from: Uint32Array, at: number, to: Uint32Array, target: number, count: number): void {
  for (let word = 0; word < count; word++) to[target + word] = from[at + word] ?? 0;
}

function pageAt(position: number): number {
  return PAGES_AT + (position >>> PAGE_ORDER) * PAGE_BYTES;
}

function firstAt(position: number): number {
  return pageAt(position) + (position & (PAGE_ENTRIES - 1)) * FIRST_BYTES;
}

function restAt(position: number): number {
  return pageAt(position) + REST_AT + (position & (PAGE_ENTRIES - 1)) * REST_BYTES;
}

/** In words of four bytes, as is the next. */
function idAt(position: number): number {
  return pageAt(position) / 4 + IDS_AT / 4 + (position & (PAGE_ENTRIES - 1));
}

function ownerAt(position: number): number {
  return pageAt(position) / 4 + OWNERS_AT / 4 + ((position & (PAGE_ENTRIES - 1)) >> 2);
}

function full(): JackdawError {
  return new JackdawError(
    'too_large',
    'The index of similar questions has no room for more entries; a smaller cache keeps it within its memory.',
  );
}
