import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const NAME = 'usearch';
const VERSION = '2.26.2';

/** The part of the library that is used. */
interface Graph {
  add(keys: BigUint64Array, vectors: Float32Array, threads: number): void;
  search(
    vector: Float32Array,
    count: number,
    threads: number,
  ): { keys: BigUint64Array; distances: Float32Array };
}

export interface Library {
  readonly name: string;
  readonly Index: new (options: { metric: string; dimensions: number; quantization: string }) => Graph;
}

/** The library from a folder of temporary files, brought there by npm; it comes compiled. */
export async function loadLibrary(note: (text: string) => void): Promise<Library | undefined> {
  const folder = join(tmpdir(), `jackdaw-bench-${NAME}-${VERSION}`);
  try {
    if (!existsSync(join(folder, 'node_modules', NAME))) {
      mkdirSync(folder, { recursive: true });
      const options = ['--ignore-scripts', '--no-audit', '--no-fund', '--no-save', '--prefix', folder];
      const installed = spawnSync('npm', ['install', ...options, `${NAME}@${VERSION}`], {
        encoding: 'utf8',
        timeout: 120_000,
      });
      if (installed.status !== 0) throw new Error(installed.stderr || 'npm could not install it');
    }
    const { Index } = createRequire(join(folder, 'index.js'))(NAME) as Pick<Library, 'Index'>;
    return { name: `${NAME} ${VERSION}`, Index };
  } catch (error) {
    note(`${NAME} ${VERSION} is left out: ${error instanceof Error ? error.message : String(error)}`);
    return undefined;
  }
}
