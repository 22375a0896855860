import type { Series, SeriesPoint } from '@jackdaw/core/protocol';

/** A stretch of time, in milliseconds since the epoch. */
export interface TimeSpan {
  readonly from: number;
  readonly to: number;
}

/**
 * A figure of a series in `columns` columns of a chart. A column without a point is `none`; one of several points is
 * their sum, or with `largest` the largest of them.
 */
export function overTime(
  series: Series,
  { from, to }: TimeSpan,
  columns: number,
  figureOf: (point: SeriesPoint) => number | null,
  { combine, none }: { readonly combine: 'sum' | 'largest'; readonly none: 0 | null },
): readonly (number | null)[] {
  const width = (to - from) / Math.max(1, columns);
  const isWide = width >= series.stepMs;
  return Array.from({ length: columns }, (_, column) => {
    const start = from + column * width;
    const found = series.points.filter(({ at }) =>
      isWide ? at >= start && at < start + width : at <= start && start < at + series.stepMs,
    );
    const known = found.map(figureOf).filter((figure) => figure !== null);
    if (known.length === 0) return start < series.from ? null : none;
    return combine === 'sum' ? known.reduce((sum, figure) => sum + figure, 0) : Math.max(...known);
  });
}
