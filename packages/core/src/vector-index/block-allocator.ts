/** Blocks hold 2^order entries: from 4, enough for a conversation's context, to 4,096, a page. */
export const SMALLEST_ORDER = 2;
export const PAGE_ORDER = 12;

/** Hands out runs of entries inside pages, so that each partition lies together and small ones share a page. */
export interface BlockAllocator {
  /** The position of the first of 2^order entries. Throws what `addPage` throws. */
  allocate(order: number): number;
  release(position: number, order: number): void;
}

/**
 * A buddy allocator (Knuth, The Art of Computer Programming 1, 2.5): a block is halved until it fits, and joined with its
 * other half when both are free. `addPage` makes a new page and returns the position of its first entry.
 */
export function createBlockAllocator(addPage: () => number): BlockAllocator {
  const freeOfOrder = Array.from({ length: PAGE_ORDER + 1 }, () => new Set<number>());
  const free = (order: number) => {
    const blocks = freeOfOrder[order];
    if (blocks === undefined) throw new RangeError(`There are no blocks of order ${order}.`);
    return blocks;
  };
  const allocate = (order: number): number => {
    const blocks = free(order);
    for (const position of blocks) {
      blocks.delete(position);
      return position;
    }
    if (order === PAGE_ORDER) return addPage();
    const position = allocate(order + 1);
    blocks.add(position + 2 ** order);
    return position;
  };
  return {
    allocate,
    release(position, order) {
      let start = position;
      let size = order;
      while (size < PAGE_ORDER && free(size).delete(start ^ (2 ** size))) {
        start &= ~(2 ** size);
        size += 1;
      }
      free(size).add(start);
    },
  };
}
