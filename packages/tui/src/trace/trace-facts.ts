import type { Span, TraceSummary } from '@jackdaw/core/protocol';
import { formatDollars } from '../output/format-dollars.ts';
import { formatDuration } from '../output/format-duration.ts';
import { neutraliseLine, neutraliseName } from '../text/neutralise.ts';
import { formatAttribute } from './format-attribute.ts';

/** What became of a turn, in one line's worth of words. */
export function traceFacts(trace: TraceSummary): readonly string[] {
  return [
    neutraliseLine(trace.outcome),
    ...(trace.model === null ? [] : [neutraliseName(trace.model)]),
    ...(trace.cache === null ? [] : [`cache ${trace.cache}`]),
    formatDuration(trace.durationMs),
    formatDollars(trace.costUsd),
  ];
}

/** Everything that is known of a span, by name. */
export function spanFacts({ attributes }: Span): string {
  const known = Object.entries(attributes).filter(([, value]) => value !== null && value !== '');
  return neutraliseLine(known.map(([name, value]) => `${name}=${formatAttribute(value)}`).join(' '));
}
