import type { Stats } from '@jackdaw/core/protocol';
import { DURATION_BOUNDS, type AnswerSource, type Distribution } from '../turn-counts.ts';
import type { DaemonFigures } from './daemon-figures.ts';

export interface Sample {
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

interface Named {
  readonly name: string;
  readonly help: string;
}

/** Counters and gauges with their values, histograms with their counts. */
export type Family = Named &
  (
    | { readonly type: 'counter' | 'gauge'; readonly samples: readonly Sample[] }
    | {
        readonly type: 'histogram';
        readonly label: string;
        readonly bounds: readonly number[];
        readonly series: readonly (readonly [label: string, distribution: Distribution])[];
      }
  );

const TOKEN_KINDS = [
  ['input', 'input'],
  ['output', 'output'],
  ['cacheRead', 'cache_read'],
  ['cacheWrite5m', 'cache_write_5m'],
  ['cacheWrite1h', 'cache_write_1h'],
] as const;
const LIMIT_KINDS = [
  ['requests', 'requests'],
  ['inputTokens', 'input_tokens'],
  ['outputTokens', 'output_tokens'],
  ['tokens', 'tokens'],
] as const;
const BREAKER_STATES = ['closed', 'half-open', 'open'] as const;

/** Names and units after https://prometheus.io/docs/practices/naming: base units, `_total` for what only grows. */
export function familiesOf(figures: DaemonFigures, modelLabel: (model: string) => string): readonly Family[] {
  return allFamilies(figures, modelLabel).filter(
    (family) => (family.type === 'histogram' ? family.series : family.samples).length > 0,
  );
}

function allFamilies(figures: DaemonFigures, modelLabel: (model: string) => string): readonly Family[] {
  const { stats } = figures;
  const answered = stats.hits.exact + stats.hits.semantic + stats.misses;
  return [
    counter(
      'jackdaw_turns_total',
      'Turns that have ended, by where the answer came from; survives restarts.',
      [
        { labels: { cache: 'exact' }, value: stats.hits.exact },
        { labels: { cache: 'semantic' }, value: stats.hits.semantic },
        { labels: { cache: 'miss' }, value: stats.misses },
        { labels: { cache: 'none' }, value: stats.turns - answered },
      ],
    ),
    counter('jackdaw_cache_hits_total', 'Answers from the cache, by tier; survives restarts.', [
      { labels: { tier: 'exact' }, value: stats.hits.exact },
      { labels: { tier: 'semantic' }, value: stats.hits.semantic },
    ]),
    counter('jackdaw_cache_misses_total', 'Turns that the cache had no answer for; survives restarts.', [
      bare(stats.misses),
    ]),
    counter('jackdaw_failed_turns_total', 'Turns that failed; survives restarts.', [bare(stats.errors)]),
    counter('jackdaw_turn_errors_total', 'Turns that failed, by error code.', byCode(stats.errorKinds)),
    counter(
      'jackdaw_upstream_errors_total',
      'Calls of the upstream that failed, by error code.',
      byCode(stats.upstreamErrors),
    ),
    counter('jackdaw_upstream_attempts_total', 'Calls of the upstream; survives restarts.', [
      bare(stats.upstream.attempts),
    ]),
    counter('jackdaw_upstream_retries_total', 'Calls of the upstream that were further tries.', [
      bare(stats.upstream.retries),
    ]),
    counter(
      'jackdaw_tokens_total',
      'Tokens that the upstream billed, by kind and model.',
      tokens(figures, modelLabel),
    ),
    counter(
      'jackdaw_cost_dollars_total',
      'US dollars that the upstream billed, by model, where prices are known.',
      sumByLabel(Object.entries(stats.models).map(([model, { costUsd }]) => [modelLabel(model), costUsd])),
    ),
    counter('jackdaw_saved_dollars_total', 'US dollars that the cache saved.', [bare(stats.savedUsd)]),
    // Below zero where routing cost more: what may fall is no counter.
    gauge('jackdaw_routing_saved_dollars', 'US dollars that routing saved beside the baseline model.', [
      bare(stats.routingSavedUsd ?? 0),
    ]),
    durations(
      'jackdaw_request_duration_seconds',
      'From the question to the whole answer, since the start.',
      figures.turns.durations,
    ),
    durations(
      'jackdaw_time_to_first_token_seconds',
      'From the question to the first words, since the start.',
      figures.turns.firstTokens,
    ),
    gauge('jackdaw_turns_active', 'Turns under way.', [bare(figures.turnsActive)]),
    gauge('jackdaw_clients', 'Connections to the daemon.', [bare(figures.clients)]),
    ...budget(figures),
    ...(stats.now === undefined ? [] : momentFamilies(stats.now, figures.cacheMaxBytes, modelLabel)),
    ...falseHits(stats),
    gauge('jackdaw_build_info', 'Always 1; the label names the version.', [
      { labels: { version: figures.version }, value: 1 },
    ]),
    ...processFamilies(figures),
  ];
}

function tokens({ stats }: DaemonFigures, modelLabel: (model: string) => string): Sample[] {
  const sums = new Map<string, Sample>();
  for (const [model, of] of Object.entries(stats.models)) {
    for (const [field, kind] of TOKEN_KINDS) {
      const labels = { kind, model: modelLabel(model) };
      const key = `${kind} ${labels.model}`;
      sums.set(key, { labels, value: (sums.get(key)?.value ?? 0) + of.tokens[field] });
    }
  }
  return [...sums.values()];
}

function budget({ stats }: DaemonFigures): Family[] {
  if (stats.budget === undefined || stats.budget === null) return [];
  const { dailyUsd, spentUsd } = stats.budget;
  return [
    gauge('jackdaw_budget_daily_dollars', 'US dollars that a day may cost.', [bare(dailyUsd)]),
    gauge('jackdaw_budget_spent_dollars', 'US dollars of the day’s budget that are spent.', [bare(spentUsd)]),
  ];
}

function falseHits({ falseHitEstimate }: Stats): Family[] {
  if (falseHitEstimate === undefined) return [];
  const { checked, wrong } = falseHitEstimate;
  return [
    counter('jackdaw_hit_checks_total', 'Similar answers that were checked against the model’s own.', [
      { labels: { verdict: 'right' }, value: checked - wrong },
      { labels: { verdict: 'wrong' }, value: wrong },
    ]),
  ];
}

type Moment = NonNullable<Stats['now']>;
type GateState = Moment['gates'][number];

function momentFamilies(now: Moment, cacheMaxBytes: number, modelLabel: (model: string) => string): Family[] {
  const lag = (percentile: string, ms: number | null): Sample[] =>
    ms === null ? [] : [{ labels: { percentile }, value: ms / 1000 }];
  return [
    gauge('jackdaw_cache_entries', 'Answers that the caches hold.', [
      { labels: { tier: 'exact' }, value: now.index.exact },
      { labels: { tier: 'semantic' }, value: now.index.similar },
    ]),
    gauge('jackdaw_cache_bytes', 'Size of the cached answers.', [bare(now.index.bytes)]),
    gauge('jackdaw_cache_max_bytes', 'Size that the cache may have.', [bare(cacheMaxBytes)]),
    gauge('jackdaw_admission_waiting', 'Turns that wait to be let in.', [bare(now.queue.admission)]),
    ...upstream(now.gates, modelLabel),
    gauge('jackdaw_eventloop_delay_seconds', 'How late the event loop was of late, beyond 20 ms.', [
      ...lag('p50', now.loopDelayMs.p50),
      ...lag('p99', now.loopDelayMs.p99),
      ...lag('max', now.loopDelayMs.max),
    ]),
  ];
}

/** One model may have several lanes, a server and key each: calls add up, of states and limits the tightest counts. */
function upstream(gate: readonly GateState[], modelLabel: (model: string) => string): Family[] {
  const lanes = Map.groupBy(gate, ({ model }) => modelLabel(model));
  const each = (value: (states: readonly GateState[]) => number): Sample[] =>
    [...lanes].map(([model, states]) => ({ labels: { model }, value: value(states) }));
  const sum = (field: 'underWay' | 'waiting') =>
    each((states) => states.reduce((total, state) => total + state[field], 0));
  return [
    gauge('jackdaw_upstream_active', 'Calls of the upstream under way.', sum('underWay')),
    gauge('jackdaw_upstream_waiting', 'Calls that wait for their model’s limits.', sum('waiting')),
    gauge(
      'jackdaw_upstream_paused_seconds',
      'How long the upstream wants to be left alone.',
      each((states) => Math.max(...states.map(({ pausedMs }) => pausedMs)) / 1000),
    ),
    gauge(
      'jackdaw_breaker_state',
      '1 for the state that the circuit breaker is in.',
      [...lanes].flatMap(([model, states]) => {
        const worst = Math.max(...states.map(({ breaker }) => BREAKER_STATES.indexOf(breaker)));
        return BREAKER_STATES.map((state, place) => ({
          labels: { model, state },
          value: place === worst ? 1 : 0,
        }));
      }),
    ),
    gauge('jackdaw_rate_limit_remaining', 'What is left of the upstream’s limit a minute.', [
      ...limits(lanes, 'remaining'),
    ]),
    gauge('jackdaw_rate_limit_limit', 'The upstream’s limit a minute.', [...limits(lanes, 'limit')]),
  ];
}

function* limits(
  lanes: ReadonlyMap<string, readonly GateState[]>,
  field: 'limit' | 'remaining',
): Generator<Sample> {
  for (const [model, states] of lanes) {
    for (const [name, kind] of LIMIT_KINDS) {
      const values = states.flatMap((state) => state.limits[name]?.[field] ?? []);
      if (values.length > 0) yield { labels: { model, kind }, value: Math.min(...values) };
    }
  }
}

/** The names that every client library of Prometheus gives them. */
function processFamilies({ process }: DaemonFigures): Family[] {
  return [
    counter('process_cpu_seconds_total', 'User and system CPU time.', [bare(process.cpuSeconds)]),
    gauge('process_resident_memory_bytes', 'Resident memory.', [bare(process.residentBytes)]),
    gauge('process_start_time_seconds', 'Start of the process, in seconds since the epoch.', [
      bare(process.startedAt),
    ]),
    gauge('nodejs_heap_size_used_bytes', 'Heap in use.', [bare(process.heapUsedBytes)]),
    gauge('nodejs_heap_size_total_bytes', 'Heap from the system.', [bare(process.heapTotalBytes)]),
    gauge(
      'nodejs_eventloop_utilization',
      'Share of the time that the event loop was busy, since the start.',
      [bare(process.eventLoopUtilization)],
    ),
  ];
}

function byCode(counts: Readonly<Record<string, number>> = {}): Sample[] {
  return Object.entries(counts).map(([code, value]) => ({ labels: { code }, value }));
}

const bare = (value: number): Sample => ({ labels: {}, value });

const counter = (name: string, help: string, samples: readonly Sample[]): Family => ({
  name,
  help,
  type: 'counter',
  samples,
});

const gauge = (name: string, help: string, samples: readonly Sample[]): Family => ({
  name,
  help,
  type: 'gauge',
  samples,
});

function durations(name: string, help: string, of: ReadonlyMap<AnswerSource, Distribution>): Family {
  return { name, help, type: 'histogram', label: 'cache', bounds: DURATION_BOUNDS, series: [...of] };
}

function sumByLabel(values: readonly (readonly [string, number])[]): Sample[] {
  const sums = new Map<string, number>();
  for (const [model, value] of values) sums.set(model, (sums.get(model) ?? 0) + value);
  return [...sums].map(([model, value]) => ({ labels: { model }, value }));
}
