import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Dice } from '../dice.ts';

export const DAMAGES = ['flip', 'zeros', 'cut', 'empty', 'gone', 'garbage'] as const;
export type Damage = (typeof DAMAGES)[number];

const SECTOR = 512;

/** The files that hold data; the kernel's lock and LevelDB's own log of events hold none. */
function filesOf(folder: string): string[] {
  return ['level', 'journal']
    .flatMap((part) => readdirSync(join(folder, part)).map((name) => join(folder, part, name)))
    .filter((file) => !/(LOCK|LOG|LOG\.old)$/.test(file))
    .toSorted();
}

/** Damages one file of a closed store, and says which and how. */
export function damageOneFile(folder: string, dice: Dice): { readonly kind: Damage; readonly what: string } {
  const file = dice.pick(filesOf(folder));
  const kind = dice.pick(DAMAGES);
  const bytes = readFileSync(file);
  const at = dice.int(0, Math.max(0, bytes.length - 1));
  if (kind === 'gone') rmSync(file);
  else writeFileSync(file, damaged(bytes, kind, at, dice));
  return { kind, what: `${kind} at ${at} of ${bytes.length} in ${file.slice(folder.length + 1)}` };
}

function damaged(bytes: Buffer, kind: Exclude<Damage, 'gone'>, at: number, dice: Dice): Buffer {
  switch (kind) {
    case 'flip':
      if (bytes.length > 0) bytes[at] = (bytes[at] ?? 0) ^ (1 << dice.int(0, 7));
      return bytes;
    case 'zeros':
      return bytes.fill(0, at - (at % SECTOR), Math.min(bytes.length, at - (at % SECTOR) + SECTOR));
    case 'cut':
      return bytes.subarray(0, at);
    case 'empty':
      return Buffer.alloc(0);
    case 'garbage':
      for (let offset = at; offset < Math.min(bytes.length, at + 64); offset += 1)
        bytes[offset] = dice.int(0, 255);
      return bytes;
  }
}
