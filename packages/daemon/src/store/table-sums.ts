import {
  closeSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  renameSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { z } from 'zod';

/**
 * LevelDB reads its tables without looking at their checksums: a flipped bit may hide a record without a word. But a
 * table never changes once it is written, so a checksum of each that was taken earlier tells.
 */
export interface TableSums {
  /** Names of the tables that have other bytes, but as many, as when their checksum was taken. Looks at so many bytes, longest unseen first. */
  check(mostBytes: number): readonly string[];
  /** Takes the checksums of the tables that are new or have changed, of so many bytes at most, and forgets those that are gone. */
  keep(mostBytes: number): void;
}

const sumSchema = z.object({ bytes: z.number(), crc: z.number(), seen: z.number() });
const sumsSchema = z.record(z.string(), sumSchema);
type Sums = z.infer<typeof sumsSchema>;

const TABLE = /^\d+\.(ldb|sst)$/;
const CHUNK_BYTES = 1024 * 1024;

/** Of the tables in `folder`; kept in `file`. Never throws: without checksums nothing is noticed here, and nothing else is lost. */
export function createTableSums(folder: string, file: string, now: number): TableSums {
  let sums = readSums(file);

  const tables = () =>
    readdirSync(folder)
      .filter((name) => TABLE.test(name))
      .map((name) => ({ name, bytes: statSync(join(folder, name)).size }));

  return {
    check(mostBytes) {
      const changed: string[] = [];
      let left = mostBytes;
      try {
        const known = tables().filter(({ name }) => sums[name] !== undefined);
        for (const { name, bytes } of known.toSorted(
          (a, b) => (sums[a.name]?.seen ?? 0) - (sums[b.name]?.seen ?? 0),
        )) {
          if (bytes > left) continue;
          left -= bytes;
          const sum = sums[name];
          const crc = crcOf(join(folder, name));
          // Of another size it is another table: it was still being written, or its number was taken anew after a kill.
          if (sum === undefined || sum.bytes !== bytes || sum.crc === crc)
            sums[name] = { bytes, crc, seen: now };
          else {
            changed.push(name);
            delete sums[name];
          }
        }
      } catch {
        // A table that cannot be read, LevelDB will tell of.
      }
      return changed;
    },
    keep(mostBytes) {
      let left = mostBytes;
      try {
        const next: Sums = {};
        for (const { name, bytes } of tables()) {
          const sum = sums[name];
          if (sum !== undefined) next[name] = sum;
          else if (bytes <= left) {
            left -= bytes;
            next[name] = { bytes, crc: crcOf(join(folder, name)), seen: now };
          }
        }
        sums = next;
        writeFileSync(`${file}.draft`, JSON.stringify(sums), { mode: 0o600 });
        renameSync(`${file}.draft`, file);
      } catch {
        // As good as none.
      }
    },
  };
}

function readSums(file: string): Sums {
  try {
    return sumsSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return {};
  }
}

function crcOf(path: string): number {
  const file = openSync(path, 'r');
  const chunk = Buffer.alloc(CHUNK_BYTES);
  try {
    let crc = 0;
    for (;;) {
      const bytes = readSync(file, chunk);
      if (bytes === 0) return crc;
      crc = crc32(chunk.subarray(0, bytes), crc);
    }
  } finally {
    closeSync(file);
  }
}
