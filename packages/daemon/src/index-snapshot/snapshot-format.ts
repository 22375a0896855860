import { z } from 'zod';

// A snapshot file, all numbers little-endian:
//
//   magic               8 bytes
//   header              a section whose content is JSON, see below
//   sections of runs    until the end mark
//   end mark            a section of no content
//
//   section  = length (uint32), CRC-32 of the content (uint32), content
//   run      = key's bytes (uint32), entries (uint32), key (UTF-8, padded to 4 bytes), ids (uint32 each),
//              first planes (16 bytes each), rests (32 bytes each)

export const MAGIC = Buffer.from('JACKDAW\x01', 'latin1');
export const FORMAT_VERSION = 1;
export const SECTION_HEAD_BYTES = 8;
/** About as much as is written, checked or read at once: small enough not to be felt, large enough to be quick. */
export const SECTION_BYTES = 256 * 1024;
/** No section is larger; a larger length is damage. One run of a page with its key fits. */
export const LARGEST_SECTION_BYTES = 4 * 1024 * 1024;

export const headerSchema = z.object({
  version: z.literal(FORMAT_VERSION),
  /** Whose vectors these are: the embedder's id. */
  label: z.string(),
  dimensions: z.int(),
  /** Of the rotation. */
  seed: z.int(),
  /** All changes up to this number are in the snapshot. */
  sequence: z.int().nonnegative(),
  /** How many entries to make room for: as many as there were when it was begun. */
  entries: z.int().nonnegative().max(100_000_000),
});

export type SnapshotHeader = z.infer<typeof headerSchema>;
