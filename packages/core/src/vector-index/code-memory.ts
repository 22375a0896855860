import { JackdawError } from '../errors/index.ts';
import { PAGE_ORDER } from './block-allocator.ts';
import { CODE_BITS, FIRST_BITS, ROTATED_NUMBERS, type ScanKernel } from './kernel/scan-kernel.ts';
import { rotationSigns } from './rotation-signs.ts';

export const FIRST_BYTES = FIRST_BITS / 8;
export const REST_BYTES = (CODE_BITS - FIRST_BITS) / 8;
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
  #bytes: Uint8Array;
  #words: Uint32Array;

  constructor(kernel: ScanKernel, seed: number) {
    this.#kernel = kernel;
    if (!kernel.reserve(PAGES_AT)) throw full();
    this.#bytes = new Uint8Array(kernel.buffer);
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
    this.#bytes = new Uint8Array(buffer);
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

  /** Makes the code of these planes the current one. */
  load(first: Uint8Array, rest: Uint8Array): void {
    this.#bytes.set(first, CODE_AT);
    this.#bytes.set(rest, CODE_AT + FIRST_BYTES);
  }

  /** Puts the current code at a position. */
  put(position: number, id: number): void {
    const first = firstAt(position);
    const rest = restAt(position);
    this.#bytes.copyWithin(first, CODE_AT, CODE_AT + FIRST_BYTES);
    this.#bytes.copyWithin(rest, CODE_AT + FIRST_BYTES, CODE_AT + FIRST_BYTES + REST_BYTES);
    this.#words[idAt(position)] = id;
  }

  copy(from: number, to: number): void {
    this.#bytes.copyWithin(firstAt(to), firstAt(from), firstAt(from) + FIRST_BYTES);
    this.#bytes.copyWithin(restAt(to), restAt(from), restAt(from) + REST_BYTES);
    this.#words[idAt(to)] = this.idOf(from);
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
  read(position: number, count: number): { ids: Uint32Array; first: Uint8Array; rest: Uint8Array } {
    const first = firstAt(position);
    const rest = restAt(position);
    return {
      ids: this.#words.slice(idAt(position), idAt(position) + count),
      first: this.#bytes.slice(first, first + count * FIRST_BYTES),
      rest: this.#bytes.slice(rest, rest + count * REST_BYTES),
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
