import { JackdawError } from '../errors/index.ts';
import type { VectorIndex } from '../semantic/vector-index.ts';
import { createCandidatePool } from './candidate-pool.ts';
import { checkId, checkSearch, checkVector } from './check-arguments.ts';
import { CodeMemory } from './code-memory.ts';
import { dumpCodes, type CodeRun } from './code-run.ts';
import { cosine } from './cosine.ts';
import { hammingBound } from './hamming-bound.ts';
import { createIdTable } from './id-table.ts';
import { CODE_BITS, FIRST_BITS, ROTATED_NUMBERS, type ScanKernel } from './kernel/scan-kernel.ts';
import { createScriptKernel } from './kernel/script-kernel.ts';
import { createWasmKernel } from './kernel/wasm-kernel.ts';
import { positionIn, runsOf } from './partition.ts';
import { createPartitionTable } from './partition-table.ts';
import { createRankedNeighbours } from './ranked-neighbours.ts';

export interface BinaryIndexOptions {
  /** Of the vectors: up to 384. */
  readonly dimensions: number;
  /** The vector that was added under an id, from where it is kept; null where it is gone. Called for few ids a search. */
  readonly vectorOf: (id: number) => Float32Array | null;
  /** Chooses the rotation. Codes of two seeds cannot be compared. */
  readonly seed?: number;
  /** Where the codes' memory ends, in bytes; up to 4 GiB, the default, which is some 19 million entries. */
  readonly maximumBytes?: number;
  /** Vectors that one search looks up at most; bounds how long it takes. Default 1,024. */
  readonly lookups?: number;
  /** Default: WebAssembly where this machine has it, else plain script. */
  readonly kernel?: ScanKernel;
}

export interface BinaryIndex extends VectorIndex {
  readonly dimensions: number;
  readonly seed: number;
  readonly partitions: number;
  readonly kernel: ScanKernel['name'];
  /** Codes, ids and tables; without the keys of partitions. */
  readonly residentBytes: number;
  has(id: number): boolean;
  /**
   * Everything, in runs that are copies. Entries may be added and removed between two runs. What was there at the start
   * and stays untouched comes at least once; so entries that are put into another index by `restore`, in this order, and
   * then changed as this one was since the start, make it equal.
   */
  dump(): Generator<CodeRun>;
  /** Makes room for the tables of so many entries at once, before they are restored. */
  expect(entries: number): void;
  /** Adds, or replaces, what `dump` of an index of the same seed gave. */
  restore(run: CodeRun): void;
}

const DEFAULT_SEED = 0x6a61636b;
const DEFAULT_MAXIMUM_BYTES = 2 ** 32 - 2 ** 16;
const DEFAULT_LOOKUPS = 1024;

/**
 * Keeps 384 sign bits of each vector, randomly rotated, in place of the vector (61 bytes an entry in all), compares the
 * question's bits with all of its partition's, and looks up the vectors of those whose bits are close enough, likeliest
 * first, until none of the rest can win: see docs/decisions/0009-exhaustive-index.md. Vectors with a cosine of at least
 * the one asked for are found but for one in a million; similarities are exact. What `vectorOf` throws, `nearest` throws.
 */
export function createBinaryIndex(options: BinaryIndexOptions): BinaryIndex {
  const { dimensions, vectorOf, seed = DEFAULT_SEED, lookups = DEFAULT_LOOKUPS } = options;
  if (!Number.isInteger(dimensions) || dimensions < 1 || dimensions > ROTATED_NUMBERS) {
    throw new JackdawError('internal', `The index takes vectors of 1 to 384 numbers, not of ${dimensions}.`);
  }
  const maximumBytes = options.maximumBytes ?? DEFAULT_MAXIMUM_BYTES;
  const kernel = options.kernel ?? createWasmKernel(maximumBytes) ?? createScriptKernel(maximumBytes);
  const codes = new CodeMemory(kernel, seed);
  const table = createIdTable((position) => codes.idOf(position));
  const partitions = createPartitionTable(codes, (from, to) => table.set(codes.idOf(from), to));
  /** For each dump under way, the ids that changed their place behind its back. */
  const dumps = new Set<Set<number>>();

  /** The position for an id's entry in a partition: where it is already, else a new one. */
  const place = (id: number, key: string) => {
    const present = table.find(id);
    if (present >= 0) {
      if (partitions.ownerOf(present).key === key) return present;
      remove(id);
    }
    return partitions.append(key);
  };

  const remove = (id: number) => {
    const hole = table.find(id);
    if (hole < 0) return false;
    const partition = partitions.ownerOf(hole);
    const last = positionIn(partition, partition.count - 1);
    table.remove(id);
    if (last !== hole) {
      const moved = codes.idOf(last);
      table.set(moved, hole);
      codes.copy(last, hole);
      for (const movedIds of dumps) movedIds.add(moved);
    }
    partitions.shrink(partition);
    return true;
  };

  return {
    dimensions,
    seed,
    kernel: kernel.name,
    get size() {
      return table.size;
    },
    get partitions() {
      return partitions.size;
    },
    get residentBytes() {
      return codes.residentBytes + table.bytes;
    },
    has: (id) => table.find(id) >= 0,
    add(id, partition, vector) {
      checkId(id);
      checkVector(vector, dimensions);
      const position = place(id, partition);
      codes.encode(vector);
      codes.put(position, id);
      table.set(id, position);
    },
    remove,
    nearest(key, vector, count, atLeast) {
      checkVector(vector, dimensions);
      checkSearch(count, atLeast);
      const partition = partitions.get(key);
      if (partition === undefined) return [];
      codes.encode(vector);
      const pool = createCandidatePool(lookups, hammingBound(CODE_BITS, atLeast));
      const firstBound = hammingBound(FIRST_BITS, atLeast);
      for (const run of runsOf(partition)) {
        codes.scan(run.position, run.count, Math.min(firstBound, pool.bound), pool.bound, pool.add);
      }
      const ranked = createRankedNeighbours(count, atLeast);
      let bar = Number.NaN;
      let bound = CODE_BITS;
      for (const { distance, position } of pool.ranked()) {
        if (ranked.bar !== bar) {
          bar = ranked.bar;
          bound = hammingBound(CODE_BITS, bar);
        }
        if (distance > bound) break;
        const id = codes.idOf(position);
        const exact = vectorOf(id);
        if (exact?.length === dimensions) ranked.offer({ id, similarity: cosine(vector, exact) });
      }
      return ranked.list;
    },
    dump: () => dumpCodes(codes, partitions, table, dumps),
    expect: (entries) => table.reserve(entries),
    restore(run) {
      for (let entry = 0; entry < run.ids.length; entry++) {
        const id = run.ids[entry] ?? 0;
        const position = place(id, run.partition);
        codes.write(position, id, run.first, run.rest, entry);
        table.set(id, position);
      }
    },
  };
}
