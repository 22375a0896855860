import type { Stats } from '@jackdaw/core/protocol';
import { countOf, formatBytes, formatCount, formatDuration, formatPercent } from '../output/index.ts';

type Moment = NonNullable<Stats['now']>;
type Gate = Moment['gates'][number];

/** How it stands at this moment: what waits, what is cut off, what is left of the limits. Empty where nobody told. */
export function nowParts({ now }: Stats): readonly string[] {
  if (now === undefined) return [];
  const { queue, gates, index, memory, loopDelayMs } = now;
  return [
    queueText(queue),
    ...gateParts(gates),
    ...(loopDelayMs.p99 === null ? [] : [`event loop p99 ${formatDuration(loopDelayMs.p99)}`]),
    `memory ${formatBytes(memory.rssBytes)}`,
    `${countOf(index.exact, 'answer')}, ${countOf(index.similar, 'question')}, ${formatBytes(index.bytes)}`,
  ];
}

export function queueText({ admission, upstream, underWay }: Moment['queue']): string {
  const waiting = admission + upstream;
  return `queue ${formatCount(waiting)}${underWay === 0 ? '' : `, ${formatCount(underWay)} under way`}`;
}

/** Of each model that was called of late: its breaker, a pause, and the scarcest of what its limits leave. */
export function gateParts(gates: readonly Gate[]): readonly string[] {
  return gates.flatMap((gate) => {
    const { model, breaker, pausedMs } = gate;
    return [
      `${model}: breaker ${breaker}`,
      ...(pausedMs > 0 ? [`paused ${formatDuration(pausedMs)}`] : []),
      ...headroom(gate),
    ];
  });
}

/** The limit of which the smallest share is left; nothing where the upstream said none. */
export function headroom({ limits }: Pick<Gate, 'limits'>): readonly string[] {
  const known = [
    ['requests', limits.requests],
    ['input tokens', limits.inputTokens],
    ['output tokens', limits.outputTokens],
    ['tokens', limits.tokens],
  ] as const;
  const shares = known.flatMap(([name, limit]) =>
    limit === undefined || limit.limit <= 0 ? [] : [{ name, share: limit.remaining / limit.limit }],
  );
  const [scarcest] = shares.toSorted((a, b) => a.share - b.share);
  return scarcest === undefined ? [] : [`${formatPercent(scarcest.share)} of ${scarcest.name} left`];
}
