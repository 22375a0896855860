import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** A file of a package's `src`. */
export interface SourceFile {
  /** From the checkout's folder, with forward slashes: `packages/core/src/turn/run-turn.ts`. */
  readonly path: string;
  readonly text: string;
}

const root = fileURLToPath(new URL('../..', import.meta.url));

/** All TypeScript files of all packages. */
export function readPackageSources(): readonly SourceFile[] {
  const packages = fs.readdirSync(path.join(root, 'packages'));
  return packages.flatMap((name) => readFolder(`packages/${name}/src`));
}

function readFolder(folder: string): readonly SourceFile[] {
  return fs.readdirSync(path.join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const place = `${folder}/${entry.name}`;
    if (entry.isDirectory()) return readFolder(place);
    return /\.tsx?$/.test(place)
      ? [{ path: place, text: fs.readFileSync(path.join(root, place), 'utf8') }]
      : [];
  });
}
