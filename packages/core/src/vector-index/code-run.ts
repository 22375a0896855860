import type { CodeMemory } from './code-memory.ts';
import type { IdTable } from './id-table.ts';
import { positionIn } from './partition.ts';
import type { PartitionTable } from './partition-table.ts';

/** Some entries of one partition, at most 4,096: their ids, and of each 4 words of the first plane and 8 of the rest. */
export interface CodeRun {
  readonly partition: string;
  readonly ids: Uint32Array;
  readonly first: Uint32Array;
  readonly rest: Uint32Array;
}

/**
 * Everything in the memory, run by run; see `BinaryIndex.dump`. Within a partition an entry keeps its number unless it
 * fills the hole of a removed one, lower down, where the dump may have been already: those ids are told through `dumps`
 * and come again at the end.
 */
export function* dumpCodes(
  codes: CodeMemory,
  partitions: PartitionTable,
  table: IdTable,
  dumps: Set<Set<number>>,
): Generator<CodeRun> {
  const moved = new Set<number>();
  dumps.add(moved);
  try {
    for (const partition of partitions.all()) {
      let entry = 0;
      while (entry < partition.count) {
        const blockEnd = (Math.floor(entry / 2 ** partition.order) + 1) * 2 ** partition.order;
        const count = Math.min(blockEnd, partition.count) - entry;
        yield { partition: partition.key, ...codes.read(positionIn(partition, entry), count) };
        entry += count;
      }
    }
    for (const id of moved) {
      const position = table.find(id);
      if (position < 0) continue;
      yield { partition: partitions.ownerOf(position).key, ...codes.read(position, 1) };
    }
  } finally {
    dumps.delete(moved);
  }
}
