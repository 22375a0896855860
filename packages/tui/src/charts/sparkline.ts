const EIGHTHS = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'] as const;

/**
 * Values as one row of bars, the largest the highest; `max` sets another top. What is not known (null) is a gap, so that
 * nothing and nought can be told apart.
 */
export function sparkline(values: readonly (number | null)[], max = largest(values)): string {
  return values
    .map((value) => {
      if (value === null) return ' ';
      if (max <= 0 || value <= 0) return EIGHTHS[0];
      return EIGHTHS[Math.min(7, Math.ceil((value / max) * 8) - 1)] ?? EIGHTHS[0];
    })
    .join('');
}

/** 0 where nothing is known. */
export function largest(values: readonly (number | null)[]): number {
  return values.reduce<number>((most, value) => Math.max(most, value ?? 0), 0);
}
