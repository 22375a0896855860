import { statSync } from 'node:fs';

/** Another one whenever the file was written anew, or its mode was changed; empty where none is to be seen. */
export function fileStamp(file: string): string {
  try {
    const found = statSync(file, { throwIfNoEntry: false, bigint: true });
    return found === undefined ? '' : `${found.ino} ${found.size} ${found.mtimeNs} ${found.mode}`;
  } catch {
    return '';
  }
}
