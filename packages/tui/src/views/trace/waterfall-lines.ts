import type { Span, Trace } from '@jackdaw/core/protocol';
import { fitText, formatDateTime, formatDuration, padText } from '../../output/index.ts';
import { neutraliseLine } from '../../text/index.ts';
import type { Theme } from '../../theme/index.ts';
import { wrapLines } from '../../markdown/index.ts';
import { routeLines, spanBar, traceFacts } from '../../trace/index.ts';

/** From so many columns on a span's reason stands in its row, else in the next. */
const WIDE = 100;
const NAME = 15;
const TIME = 8;

/** A turn as a waterfall: its facts, why this model, then a bar for each stage and attempt with its reason. */
export function waterfallLines(trace: Trace, columns: number, theme: Theme): readonly string[] {
  const head = [
    `${formatDateTime(trace.startedAt)} · ${traceFacts(trace).join(' · ')}`,
    ...routeLines(trace.spans),
  ].flatMap((line) => wrapLines(neutraliseLine(line), columns));
  const isWide = columns >= WIDE;
  const bars = Math.max(
    8,
    isWide ? Math.floor((columns - NAME - TIME - 6) * 0.4) : columns - NAME - TIME - 4,
  );
  const spans = trace.spans.flatMap((span) => {
    const row = [
      padText(fitText(neutraliseLine(span.name), NAME), NAME, 'left'),
      padText(formatDuration(span.durationMs), TIME, 'right'),
      theme.accent(spanBar(span, trace.durationMs, bars)),
    ].join('  ');
    const reason = spanReason(span);
    if (reason === '') return [row];
    if (isWide) return [`${row}  ${theme.dim(fitText(reason, columns - NAME - TIME - bars - 6))}`];
    return [row, theme.dim(`  ${fitText(reason, columns - 2)}`)];
  });
  return [...head, '', ...(spans.length === 0 ? ['The trace has no stages.'] : spans)];
}

/** Why a stage did what it did, in words; empty where there is nothing to say. */
export function spanReason({ attributes }: Span): string {
  const { outcome, reason, model, error, similarity, inputTokens, outputTokens } = attributes;
  const said = (value: Span['attributes'][string] | undefined) =>
    value === undefined || value === null || value === '' ? [] : [String(value)];
  return neutraliseLine(
    [
      ...said(outcome),
      ...said(error),
      ...said(model),
      ...said(reason),
      ...(typeof similarity === 'number' && outcome === 'miss' ? [`nearest ${similarity.toFixed(3)}`] : []),
      ...(typeof inputTokens === 'number' ? [`${inputTokens} in, ${said(outputTokens)[0] ?? '0'} out`] : []),
    ].join(' · '),
  );
}
