/** Where each id's entry is. Ids are not kept here but read where the entry is: 5 to 8 bytes an entry. */
export interface IdTable {
  readonly size: number;
  readonly bytes: number;
  /** The position, or -1. */
  find(id: number): number;
  /** Notes where an id is now. Its old position, if any, must still tell the id. */
  set(id: number, position: number): void;
  /** Makes room for so many entries at once, which is quicker than growing to it. */
  reserve(entries: number): void;
  /** Forgets an id whose position still tells it. */
  remove(id: number): void;
}

const SHARDS = 64;
const FIRST_SLOTS = 8;
const FULLEST = 0.8;
const GROWTH = 1.5;

/**
 * Hash tables with linear probing, by the highest bits of the hash: each grows by itself, so that no one addition has to
 * move a million. `idAt` tells the id at a position that was set.
 */
export function createIdTable(idAt: (position: number) => number): IdTable {
  const shards = Array.from({ length: SHARDS }, () => ({ slots: new Uint32Array(FIRST_SLOTS), used: 0 }));
  let size = 0;

  const shardOf = (hash: number) => {
    const shard = shards[hash >>> 26];
    if (shard === undefined) throw new RangeError('A hash has more than 32 bits.');
    return shard;
  };
  /** The slot that holds the id, else the empty one where it would be. Slots hold position + 1; 0 is empty. */
  const slotOf = (slots: Uint32Array, hash: number, id: number) => {
    let slot = homeOf(hash, slots.length);
    for (let held = slots[slot] ?? 0; held !== 0 && idAt(held - 1) !== id; held = slots[slot] ?? 0) {
      slot = slot + 1 === slots.length ? 0 : slot + 1;
    }
    return slot;
  };
  const grow = (slots: Uint32Array, length: number) => {
    const larger = new Uint32Array(length);
    for (const held of slots) {
      if (held === 0) continue;
      const id = idAt(held - 1);
      larger[slotOf(larger, hashOf(id), id)] = held;
    }
    return larger;
  };

  return {
    get size() {
      return size;
    },
    get bytes() {
      return shards.reduce((sum, { slots }) => sum + slots.byteLength, 0);
    },
    find(id) {
      const hash = hashOf(id);
      const { slots } = shardOf(hash);
      return (slots[slotOf(slots, hash, id)] ?? 0) - 1;
    },
    set(id, position) {
      const hash = hashOf(id);
      const shard = shardOf(hash);
      let slot = slotOf(shard.slots, hash, id);
      if (shard.slots[slot] === 0) {
        size += 1;
        shard.used += 1;
        if (shard.used > shard.slots.length * FULLEST) {
          shard.slots = grow(shard.slots, Math.floor(shard.slots.length * GROWTH));
          slot = slotOf(shard.slots, hash, id);
        }
      }
      shard.slots[slot] = position + 1;
    },
    reserve(entries) {
      // Shards fill unevenly: by four standard deviations few grow after all.
      const mean = entries / SHARDS;
      const length = Math.ceil((mean + 4 * Math.sqrt(mean)) / FULLEST);
      for (const shard of shards) {
        if (shard.slots.length < length) shard.slots = grow(shard.slots, length);
      }
    },
    remove(id) {
      const hash = hashOf(id);
      const shard = shardOf(hash);
      const { slots } = shard;
      const { length } = slots;
      let hole = slotOf(slots, hash, id);
      if (slots[hole] === 0) return;
      size -= 1;
      shard.used -= 1;
      // Whoever was pushed past the hole by others moves back into it (Knuth 6.4, algorithm R).
      for (let slot = (hole + 1) % length; slots[slot] !== 0; slot = (slot + 1) % length) {
        const home = homeOf(hashOf(idAt((slots[slot] ?? 0) - 1)), length);
        if ((slot - home + length) % length >= (slot - hole + length) % length) {
          slots[hole] = slots[slot] ?? 0;
          hole = slot;
        }
      }
      slots[hole] = 0;
    },
  };
}

/** The slot where a search begins, by the bits of the hash below those that chose the shard. */
function homeOf(hash: number, slots: number): number {
  return Math.floor(((hash & 0x3ffffff) / 2 ** 26) * slots);
}

/** Spreads ids, which are often consecutive, over 32 bits (the finaliser of MurmurHash3, public domain). */
function hashOf(id: number): number {
  let hash = id ^ (id >>> 16);
  hash = Math.imul(hash, 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
