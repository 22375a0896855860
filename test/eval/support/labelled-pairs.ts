import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { UsageError } from './usage-error.ts';

export interface LabelledPair {
  readonly id: string;
  readonly a: string;
  readonly b: string;
  /** 1: one answer serves both. 0: a trap. */
  readonly label: 0 | 1;
  readonly kind: string;
}

/** Reads pairs, one JSON object `{id, a, b, label, kind}` a line. Throws UsageError for a file that is not that. */
export function readPairs(file: string): LabelledPair[] {
  return lines(file).map((line, index) => {
    try {
      const row: unknown = JSON.parse(line);
      if (isPair(row)) return row;
    } catch {
      // Told below, with the line.
    }
    throw new UsageError(`${file}:${index + 1} is not a pair {"id", "a", "b", "label": 0 or 1, "kind"}.`);
  });
}

/** Reads recorded similarities from `id,score` lines; a header is skipped. Throws UsageError. */
export function readScores(file: string): ReadonlyMap<string, number> {
  const scores = new Map<string, number>();
  for (const [index, line] of lines(file).entries()) {
    const cut = line.lastIndexOf(',');
    const score = Number(line.slice(cut + 1));
    if (cut > 0 && !Number.isNaN(score)) scores.set(line.slice(0, cut).replaceAll('"', ''), score);
    else if (index > 0) throw new UsageError(`${file}:${index + 1} is not "id,score".`);
  }
  return scores;
}

/** The half of the pairs to tune on, or the one kept aside to report on: by the first bit of SHA-256 of the id. */
export function halfOf(
  pairs: readonly LabelledPair[],
  part: 'all' | 'tuned' | 'kept',
): readonly LabelledPair[] {
  if (part === 'all') return pairs;
  return pairs.filter(({ id }) => {
    const even = ((createHash('sha256').update(id).digest()[0] ?? 0) & 1) === 0;
    return even === (part === 'tuned');
  });
}

function lines(file: string): string[] {
  try {
    return readFileSync(file, 'utf8')
      .split(/\r?\n/)
      .filter((line) => line.trim() !== '');
  } catch (error) {
    throw new UsageError(`${file} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function isPair(row: unknown): row is LabelledPair {
  if (typeof row !== 'object' || row === null) return false;
  const { id, a, b, label, kind } = row as Record<string, unknown>;
  const texts = [id, a, b, kind].every((value) => typeof value === 'string');
  return texts && (label === 0 || label === 1);
}
