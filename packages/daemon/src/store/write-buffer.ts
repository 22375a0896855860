import type { JsonValue } from '@jackdaw/core';
import type { Change } from './journal-record.ts';
import { compareKeys } from './key-order.ts';

/** A change that is in the journal, or was promised nobody, and is perhaps not yet in the database. */
export interface PendingChange {
  readonly sequence: number;
  /** Null where the key was deleted. */
  readonly json: string | null;
}

/** Spelled out whenever somebody asks: each time it may be another. */
class Derived implements PendingChange {
  readonly sequence: number;
  readonly read: () => JsonValue;

  constructor(sequence: number, read: () => JsonValue) {
    this.sequence = sequence;
    this.read = read;
  }

  get json(): string {
    return JSON.stringify(this.read());
  }
}

/** What was acknowledged and not yet moved. Two generations: one gathers while the other is on its way to the database. */
export class WriteBuffer {
  #gathering = new Map<string, PendingChange>();
  #moving = new Map<string, PendingChange>();
  #gatheringSize = 0;
  #movingSize = 0;

  add(sequence: number, changes: readonly Change[]): void {
    for (const [key, json] of changes) {
      this.#gathering.set(key, { sequence, json });
      this.#gatheringSize += key.length + (json === null ? 0 : json.length);
    }
  }

  /** As the operation `derive` of a batch. Costs nothing where the same is there already. */
  derive(sequence: number, key: string, read: () => JsonValue): void {
    const known = this.#gathering.get(key);
    if (known instanceof Derived && known.read === read) return;
    this.#gathering.set(key, new Derived(sequence, read));
  }

  get(key: string): PendingChange | undefined {
    return this.#gathering.get(key) ?? this.#moving.get(key);
  }

  /** Characters held, roughly: what was overwritten counts until it is moved. */
  get size(): number {
    return this.#gatheringSize + this.#movingSize;
  }

  get isEmpty(): boolean {
    return this.#gathering.size === 0 && this.#moving.size === 0;
  }

  /** Hands over all that was gathered. Ends with `moved` or `putBack`. */
  take(): ReadonlyMap<string, PendingChange> {
    this.#moving = this.#gathering;
    this.#movingSize = this.#gatheringSize;
    this.#gathering = new Map();
    this.#gatheringSize = 0;
    return this.#moving;
  }

  moved(): void {
    this.#moving = new Map();
    this.#movingSize = 0;
  }

  putBack(): void {
    for (const [key, change] of this.#gathering) this.#moving.set(key, change);
    this.#gathering = this.#moving;
    this.#gatheringSize += this.#movingSize;
    this.moved();
  }

  /** Keys from `from` up to `to` (exclusive), in order. */
  range(from: string, to: string, reverse: boolean): (readonly [string, PendingChange])[] {
    const merged = new Map<string, PendingChange>();
    for (const generation of [this.#moving, this.#gathering]) {
      for (const [key, change] of generation) {
        if (compareKeys(key, from) >= 0 && compareKeys(key, to) < 0) merged.set(key, change);
      }
    }
    const direction = reverse ? -1 : 1;
    return [...merged].toSorted(([a], [b]) => direction * compareKeys(a, b));
  }
}
