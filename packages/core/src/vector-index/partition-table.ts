import { createBlockAllocator, PAGE_ORDER, SMALLEST_ORDER } from './block-allocator.ts';
import type { CodeMemory } from './code-memory.ts';
import { capacityOf, isSparse, positionIn, type Partition } from './partition.ts';

/** Which entries belong together, and where they are. */
export interface PartitionTable {
  readonly size: number;
  get(key: string): Partition | undefined;
  /** In the order of their making; those made meanwhile come too. */
  all(): Iterable<Partition>;
  /** The partition whose block holds this position. */
  ownerOf(position: number): Partition;
  /** A position at the end of the partition, which is made if there is none. Throws `JackdawError` where memory ends. */
  append(key: string): number;
  /** Takes the partition's last entry away, and the partition with the last of all. */
  shrink(partition: Partition): void;
}

/** `moved` is told of each entry that gets a new position, before the old one is given up. */
export function createPartitionTable(
  codes: CodeMemory,
  moved: (from: number, to: number) => void,
): PartitionTable {
  const ofKey = new Map<string, Partition>();
  const ofNumber: (Partition | undefined)[] = [];
  const freeNumbers: number[] = [];
  const allocator = createBlockAllocator(() => codes.addPage());

  const addBlock = (order: number, owner: number) => {
    const position = allocator.allocate(order);
    codes.setOwner(position, 2 ** order, owner);
    return position;
  };
  const open = (key: string) => {
    const number = freeNumbers.pop() ?? ofNumber.length;
    const partition: Partition = { key, number, order: SMALLEST_ORDER, count: 0, blocks: [] };
    ofNumber[number] = partition;
    ofKey.set(key, partition);
    return partition;
  };
  const close = (partition: Partition) => {
    ofKey.delete(partition.key);
    ofNumber[partition.number] = undefined;
    freeNumbers.push(partition.number);
  };
  /** Moves the entries of a partition of one block into a block of another order. */
  const resize = (partition: Partition, order: number) => {
    const to = addBlock(order, partition.number);
    const from = partition.blocks[0] ?? 0;
    for (let entry = 0; entry < partition.count; entry++) {
      codes.copy(from + entry, to + entry);
      moved(from + entry, to + entry);
    }
    allocator.release(from, partition.order);
    partition.blocks[0] = to;
    partition.order = order;
  };
  const makeRoom = (partition: Partition) => {
    if (partition.count < capacityOf(partition)) return;
    if (partition.blocks.length === 0) {
      // A list of exactly one: one that grows by pushing makes room for seventeen, in each of 100,000 contexts.
      partition.blocks = [addBlock(partition.order, partition.number)];
    } else if (partition.order === PAGE_ORDER) {
      partition.blocks.push(addBlock(partition.order, partition.number));
    } else {
      resize(partition, partition.order + 1);
    }
  };

  return {
    get size() {
      return ofKey.size;
    },
    get: (key) => ofKey.get(key),
    all: () => ofKey.values(),
    ownerOf(position) {
      const owner = ofNumber[codes.ownerOf(position)];
      if (owner === undefined) throw new RangeError(`No partition has an entry at ${position}.`);
      return owner;
    },
    append(key) {
      const partition = ofKey.get(key) ?? open(key);
      try {
        makeRoom(partition);
      } catch (error) {
        if (partition.count === 0) close(partition);
        throw error;
      }
      partition.count += 1;
      return positionIn(partition, partition.count - 1);
    },
    shrink(partition) {
      partition.count -= 1;
      const unused = Math.ceil(partition.count / 2 ** partition.order);
      for (const block of partition.blocks.splice(unused)) allocator.release(block, partition.order);
      if (partition.count === 0) close(partition);
      else if (isSparse(partition, SMALLEST_ORDER)) {
        try {
          resize(partition, partition.order - 1);
        } catch {
          // No room for a smaller block: the entries stay in the larger one.
        }
      }
    },
  };
}
