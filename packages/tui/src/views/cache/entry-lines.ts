import type { CacheEntrySummary, ResultOf } from '@jackdaw/core/protocol';
import { fitText, formatBytes, formatCount, formatDollars, formatRelativeTime } from '../../output/index.ts';
import { renderMarkdown, wrapLines, type Highlight } from '../../markdown/index.ts';
import { flow } from '../../panels/flow.ts';
import { neutralise, neutraliseLine, neutraliseName } from '../../text/index.ts';
import type { Theme } from '../../theme/index.ts';

export interface EntryDetail {
  readonly entry: ResultOf<'cache.get'>;
  readonly neighbours: ResultOf<'cache.neighbours'>;
}

/** A cached answer: its figures, the question, questions near it, the answer. */
export function entryLines(
  { entry, neighbours }: EntryDetail,
  now: number,
  columns: number,
  theme: Theme,
  highlight: Highlight,
): readonly string[] {
  return [
    ...flow(entryFacts(entry, now), columns).map(theme.dim),
    ...wrapLines(neutralise(entry.prompt), columns).map(theme.bold),
    ...neighbours.neighbours.map(({ prompt, similarity }) =>
      theme.dim(fitText(`${similarity.toFixed(3)} alike: ${neutraliseLine(prompt)}`, columns)),
    ),
    '',
    ...renderMarkdown(entry.text, { width: columns, theme, highlight }),
  ];
}

export function entryFacts(entry: CacheEntrySummary, now: number): readonly string[] {
  return [
    ...(entry.pinned === true ? ['pinned'] : [`goes ${formatRelativeTime(entry.expiresAt, now)}`]),
    `${formatCount(entry.hits)} ${entry.hits === 1 ? 'hit' : 'hits'}`,
    `saved ${formatDollars(entry.savedUsd)}`,
    `made ${formatRelativeTime(entry.createdAt, now)}`,
    neutraliseName(entry.model),
    formatBytes(entry.bytes),
  ];
}
