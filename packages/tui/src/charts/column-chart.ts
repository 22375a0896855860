import { largest } from './sparkline.ts';

const EIGHTHS = ['', '▁', '▂', '▃', '▄', '▅', '▆', '▇'] as const;

/** Values as columns over `rows` rows, the top one first; to an eighth of a row. Unknown values (null) are gaps. */
export function columnChart(
  values: readonly (number | null)[],
  rows: number,
  max = largest(values),
): readonly string[] {
  const heights = values.map((value) =>
    value === null || value <= 0 || max <= 0 ? 0 : Math.max(1, Math.round((value / max) * rows * 8)),
  );
  return Array.from({ length: rows }, (_, row) => {
    const below = (rows - 1 - row) * 8;
    return heights
      .map((height, column) => {
        if (height >= below + 8) return '█';
        if (height > below) return EIGHTHS[height - below] ?? '█';
        // A base line where something is known.
        return row === rows - 1 && values[column] !== null ? '▁' : ' ';
      })
      .join('');
  });
}
