import { PAGE_ENTRIES } from './code-memory.ts';
import { PAGE_ORDER } from './block-allocator.ts';

/** The entries of one context: a single block while they fit, whole pages beyond. */
export interface Partition {
  readonly key: string;
  /** Names the partition in memory. */
  readonly number: number;
  /** Of its blocks, which hold 2^order entries each; more than one only of the largest order. */
  order: number;
  count: number;
  blocks: number[];
}

/** Where the entry with this number within its partition is. */
export function positionIn(partition: Partition, entry: number): number {
  return (partition.blocks[entry >>> partition.order] ?? 0) + (entry & (2 ** partition.order - 1));
}

export function capacityOf(partition: Partition): number {
  return partition.blocks.length * 2 ** partition.order;
}

/** Whether the entries would fit into half of the block and leave half of that free. */
export function isSparse(partition: Partition, smallest: number): boolean {
  return (
    partition.blocks.length === 1 &&
    partition.order > smallest &&
    partition.count <= 2 ** (partition.order - 2)
  );
}

/** Runs of entries that lie together: their positions and how many. */
export function* runsOf(partition: Partition): Generator<{ position: number; count: number }> {
  const size = partition.order === PAGE_ORDER ? PAGE_ENTRIES : 2 ** partition.order;
  for (const [at, position] of partition.blocks.entries()) {
    const count = Math.min(size, partition.count - at * size);
    if (count > 0) yield { position, count };
  }
}
