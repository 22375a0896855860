/** How many lines files have. */
export interface SizeDistribution {
  readonly files: number;
  readonly median: number;
  readonly ninetieth: number;
  readonly largest: number;
}

/** The distribution of sizes in lines; all 0 for no files. */
export function distributionOf(sizes: readonly number[]): SizeDistribution {
  const sorted = sizes.toSorted((a, b) => a - b);
  const at = (share: number): number => sorted[Math.floor((sorted.length - 1) * share)] ?? 0;
  return { files: sorted.length, median: at(0.5), ninetieth: at(0.9), largest: at(1) };
}

/** Lines of a text; the end of the last line does not begin another. */
export function countLines(text: string): number {
  return text === '' ? 0 : text.replace(/\n$/, '').split('\n').length;
}
