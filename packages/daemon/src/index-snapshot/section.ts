import type { FileHandle } from 'node:fs/promises';
import { crc32 } from 'node:zlib';
import { LARGEST_SECTION_BYTES, SECTION_BYTES, SECTION_HEAD_BYTES } from './snapshot-format.ts';
import { SnapshotUnusable } from './snapshot-unusable.ts';

/** Content with its length and checksum before it. */
export function frameSection(content: readonly Uint8Array[]): Buffer {
  const section = Buffer.concat([Buffer.alloc(SECTION_HEAD_BYTES), ...content]);
  section.writeUInt32LE(section.length - SECTION_HEAD_BYTES, 0);
  section.writeUInt32LE(crc32(section.subarray(SECTION_HEAD_BYTES)), 4);
  return section;
}

export interface SectionReader {
  /** That many bytes from the file's place. Throws `SnapshotUnusable` where it ends before. */
  bytes(length: number): Promise<Uint8Array<ArrayBuffer>>;
  /** The content of the section at the file's place. Throws `SnapshotUnusable`. */
  section(): Promise<Uint8Array<ArrayBuffer>>;
}

/**
 * All of a file is read through two pieces of memory in turn: what a call gives is good until the call after the next, so
 * that a section can be worked on while the next is being read.
 */
export function createSectionReader(file: FileHandle): SectionReader {
  let memory = new ArrayBuffer(2 * SECTION_BYTES);
  let other = new ArrayBuffer(2 * SECTION_BYTES);
  const bytes = async (length: number) => {
    if (length > memory.byteLength) memory = new ArrayBuffer(length);
    const wanted = new Uint8Array(memory, 0, length);
    for (let filled = 0; filled < length;) {
      const { bytesRead } = await file.read(wanted, filled, length - filled, null);
      if (bytesRead === 0) throw new SnapshotUnusable('it is damaged: it ends too early');
      filled += bytesRead;
    }
    return wanted;
  };
  return {
    bytes,
    async section() {
      [memory, other] = [other, memory];
      const head = new DataView(memory, 0, (await bytes(SECTION_HEAD_BYTES)).length);
      const length = head.getUint32(0, true);
      const checksum = head.getUint32(4, true);
      if (length > LARGEST_SECTION_BYTES) {
        throw new SnapshotUnusable('it is damaged: a part has no right length');
      }
      const content = await bytes(length);
      if (crc32(content) !== checksum) {
        throw new SnapshotUnusable('it is damaged: a part does not match its checksum');
      }
      return content;
    },
  };
}
