import type { JsonValue } from '@jackdaw/core';
import { ByteArena, type Place, type Spare } from './byte-arena.ts';
import type { Change } from './journal-record.ts';
import { compareKeys } from './key-order.ts';
import { encodeStoredValue, headOf } from './stored-value.ts';

/** A change that is in the journal, or was promised nobody, and is perhaps not yet in the database. To be read at once. */
export interface PendingChange {
  /** Null where the key was deleted. */
  readonly json: string | null;
  /** What the database gets; null where the key was deleted. */
  readonly stored: string | Uint8Array | null;
}

const DELETED: PendingChange = { json: null, stored: null };

class Written implements PendingChange {
  readonly #place: Place;
  readonly #head: number;

  constructor(place: Place, head: number) {
    this.#place = place;
    this.#head = head;
  }

  get json(): string {
    const { chunk, from, to } = this.#place;
    return chunk.toString('utf8', from + this.#head, to);
  }

  get stored(): Uint8Array {
    const { chunk, from, to } = this.#place;
    return chunk.subarray(from, to);
  }
}

/** Spelled out whenever somebody asks: each time it may be another. */
class Derived implements PendingChange {
  readonly #sequence: number;
  readonly #key: string;
  readonly read: () => JsonValue;

  constructor(sequence: number, key: string, read: () => JsonValue) {
    this.#sequence = sequence;
    this.#key = key;
    this.read = read;
  }

  get json(): string {
    return JSON.stringify(this.read());
  }

  get stored(): string {
    return encodeStoredValue(this.#key, { sequence: this.#sequence, json: this.json });
  }
}

/** What is written between two moves. */
class Generation {
  readonly changes = new Map<string, PendingChange>();
  readonly bytes: ByteArena;

  constructor(spare: Spare) {
    this.bytes = new ByteArena(spare);
  }
}

/** What was acknowledged and not yet moved. Two generations: one gathers while the other is on its way to the database. */
export class WriteBuffer {
  readonly #spare: Spare = [];
  #gathering = new Generation(this.#spare);
  #moving = new Generation(this.#spare);

  add(sequence: number, changes: readonly Change[]): void {
    const { bytes, changes: pending } = this.#gathering;
    for (const [key, json] of changes) {
      if (json === null) {
        pending.set(key, DELETED);
        continue;
      }
      const head = headOf(key, { sequence, json });
      pending.set(key, new Written(bytes.put(head, json), head.length));
    }
  }

  /** As the operation `derive` of a batch. Costs nothing where the same is there already. */
  derive(sequence: number, key: string, read: () => JsonValue): void {
    const { changes } = this.#gathering;
    const known = changes.get(key);
    if (known instanceof Derived && known.read === read) return;
    changes.set(key, new Derived(sequence, key, read));
  }

  get(key: string): PendingChange | undefined {
    return this.#gathering.changes.get(key) ?? this.#moving.changes.get(key);
  }

  /** Bytes held: what was overwritten counts until it is moved. */
  get size(): number {
    return this.#gathering.bytes.size + this.#moving.bytes.size;
  }

  get isEmpty(): boolean {
    return this.#gathering.changes.size === 0 && this.#moving.changes.size === 0;
  }

  /** Hands over all that was gathered. Ends with `moved` or `putBack`. */
  take(): ReadonlyMap<string, PendingChange> {
    this.#moving = this.#gathering;
    this.#gathering = new Generation(this.#spare);
    return this.#moving.changes;
  }

  moved(): void {
    this.#moving.bytes.empty();
    this.#moving = new Generation(this.#spare);
  }

  putBack(): void {
    const { changes, bytes } = this.#moving;
    for (const [key, change] of this.#gathering.changes) changes.set(key, change);
    bytes.absorb(this.#gathering.bytes);
    this.#gathering = this.#moving;
    this.#moving = new Generation(this.#spare);
  }

  /** Keys from `from` up to `to` (exclusive), in order. */
  range(from: string, to: string, reverse: boolean): (readonly [string, PendingChange])[] {
    const merged = new Map<string, PendingChange>();
    for (const generation of [this.#moving, this.#gathering]) {
      for (const [key, change] of generation.changes) {
        if (compareKeys(key, from) >= 0 && compareKeys(key, to) < 0) merged.set(key, change);
      }
    }
    const direction = reverse ? -1 : 1;
    return [...merged].toSorted(([a], [b]) => direction * compareKeys(a, b));
  }
}
