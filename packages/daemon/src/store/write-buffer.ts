import type { JsonValue, StoreOperation } from '@jackdaw/core';
import type { Change } from './journal-record.ts';
import { compareKeys } from './key-order.ts';

/** A change that is in the journal and perhaps not yet in the database. */
export interface PendingChange {
  readonly sequence: number;
  /** Null where the key was deleted. */
  readonly json: string | null;
}

/** A change whose JSON text is made when it is first asked for: what is overwritten before is never spelled out. */
function pendingValue(sequence: number, value: JsonValue): PendingChange {
  let json: string | undefined;
  return {
    sequence,
    get json() {
      return (json ??= JSON.stringify(value));
    },
  };
}

/** Characters that a value counts for before anybody knows its length. */
const GUESSED_SIZE = 1024;

/** What was acknowledged and not yet moved. Two generations: one gathers while the other is on its way to the database. */
export class WriteBuffer {
  #gathering = new Map<string, PendingChange>();
  #moving = new Map<string, PendingChange>();
  #gatheringSize = 0;
  #movingSize = 0;

  add(sequence: number, changes: readonly Change[]): void {
    for (const [key, json] of changes) {
      this.#gathering.set(key, { sequence, json });
      this.#gatheringSize += key.length + (json?.length ?? 0);
    }
  }

  /** The values must not change any more. */
  addLater(sequence: number, batch: readonly StoreOperation[]): void {
    for (const operation of batch) {
      const { key } = operation;
      const change =
        operation.type === 'put' ? pendingValue(sequence, operation.value) : { sequence, json: null };
      this.#gathering.set(key, change);
      this.#gatheringSize += GUESSED_SIZE;
    }
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
    this.#gathering = new Map([...this.#moving, ...this.#gathering]);
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
