import { spawn } from 'node:child_process';
import { totalmem } from 'node:os';
import { join } from 'node:path';
import type { Measure, MeasureOptions, MeasureResult } from '../support/measure.ts';

export const name = 'index';
export const summary =
  'lookups among similar questions: [ENTRIES…] [--library | --no-library] (default 1k to 1M entries)';

const DEFAULT_SIZES = [1000, 10_000, 100_000, 1_000_000];
/** Building the library's graph takes four seconds at 10,000 entries, a hundred at 100,000. */
const LIBRARY_SIZES = { usual: 10_000, asked: 100_000 };
/** The naive loop's lists of numbers take 3.1 GB at a million entries, the flat array 1.5 GB. */
const BYTES_AN_ENTRY = 6000;

/** What measure-size.ts prints. */
interface Figures {
  readonly lookups: readonly object[];
  readonly index: object;
  readonly restart: object;
}

/**
 * The index against a naive loop, a flat array and a graph library, over made-up vectors in topics: in interleaved rounds,
 * medians, at a bar of 0.85; half of the questions have an entry above the bar. Each size in a process of its own.
 */
export async function run({ args, note }: MeasureOptions): Promise<MeasureResult> {
  const sizes = args.filter((arg) => /^\d+$/.test(arg)).map(Number);
  const measured: Figures[] = [];
  const largest = args.includes('--library') ? LIBRARY_SIZES.asked : LIBRARY_SIZES.usual;
  for (const entries of sizes.length === 0 ? DEFAULT_SIZES : sizes) {
    if (entries * BYTES_AN_ENTRY > totalmem() * 0.8) {
      note(`${entries} entries are left out: the naive loop needs more memory than there is`);
      continue;
    }
    note(`${entries} entries`);
    const isLibraryIncluded = !args.includes('--no-library') && entries <= largest;
    measured.push(await measureSize(entries, isLibraryIncluded));
  }
  return {
    lookups: measured.flatMap(({ lookups }) => lookups),
    index: measured.map(({ index }) => index),
    restart: measured.map(({ restart }) => restart),
  };
}

async function measureSize(entries: number, isLibraryIncluded: boolean): Promise<Figures> {
  const child = spawn(
    process.execPath,
    [
      '--no-warnings',
      '--expose-gc',
      '--max-old-space-size=12000',
      join(import.meta.dirname, 'index', 'measure-size.ts'),
      String(entries),
      isLibraryIncluded ? 'library' : 'no library',
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  let printed = '';
  child.stdout.setEncoding('utf8');
  for await (const chunk of child.stdout) printed += chunk;
  const code = await ended;
  if (code !== 0) throw new Error(`The measurement of ${entries} entries ended with code ${code}.`);
  return JSON.parse(printed) as Figures;
}

({ name, summary, run }) satisfies Measure;
