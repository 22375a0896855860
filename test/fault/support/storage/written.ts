import type { LocalStore, StoreOperation } from '@jackdaw/core';
import type { Dice } from '../dice.ts';

/** What the store was told, batch by batch, and how far it has promised to keep that. */
export interface Written {
  /** Every value that a key ever had, oldest first; null where it was deleted. */
  readonly values: ReadonlyMap<string, readonly Version[]>;
  /** Batches that survive the death of the process. */
  readonly acknowledged: number;
  /** Batches that survive a loss of power. */
  readonly synced: number;
}

export interface Version {
  readonly batch: number;
  readonly value: string | null;
}

export interface Writer {
  readonly written: Written;
  /** Writes so many batches; now and then it asks for what survives a loss of power. */
  write(store: LocalStore, batches: number): Promise<void>;
  sync(store: LocalStore): Promise<void>;
}

const KEYS = 40;
const LARGEST = 12_000;

export function createWriter(dice: Dice): Writer {
  const values = new Map<string, Version[]>();
  const written = { values, acknowledged: 0, synced: 0 };

  const operation = (batch: number): StoreOperation => {
    const key = `key/${String(dice.int(0, KEYS - 1)).padStart(2, '0')}`;
    const length = dice.chance(0.1) ? dice.int(0, LARGEST) : dice.int(0, 200);
    const value = dice.chance(0.15) ? null : `${key} in ${batch} ${dice.random()}`.padEnd(length, 'ö');
    values.set(key, [...(values.get(key) ?? []), { batch, value }]);
    return value === null ? { type: 'delete', key } : { type: 'put', key, value };
  };

  const sync = async (store: LocalStore) => {
    await store.sync();
    written.synced = written.acknowledged;
  };

  return {
    written,
    sync,
    async write(store, batches) {
      for (let count = 0; count < batches; count += 1) {
        const batch = written.acknowledged + 1;
        await store.write(Array.from({ length: dice.int(1, 4) }, () => operation(batch)));
        written.acknowledged = batch;
        if (dice.chance(0.15)) await sync(store);
        else if (dice.chance(0.2)) await new Promise((resolve) => setTimeout(resolve, dice.int(0, 3)));
      }
    },
  };
}
