import { readdirSync, readFileSync } from 'node:fs';
import { connectClient } from '../support/connect.ts';
import type { MeasureOptions, MeasureResult } from '../support/measure.ts';
import { startBenchDaemon, startHelper, type BenchDaemon } from './support/processes.ts';
import { median, percentile, round } from './support/statistics.ts';

export const name = 'telemetry';
export const summary =
  'turns a second with Prometheus, OpenTelemetry and a metrics subscriber on, against all of it off; and what idling costs';

// Blocks taken in turn: whatever else the machine does has to fall on all alike.
const ROUNDS = 24;
const HITS = 2_000;
const MISSES = 60;
const AT_ONCE = 4;
const WARM_UP = 16;
/** Each daemon works a third of the time: what has a rate, a second of its own work is to have once. */
const DAEMONS = 3;
const SCRAPE_EVERY_MS = DAEMONS * 1_000;
const TELEMETRY = { tracesPerSecond: 10 / DAEMONS };
const IDLE_MS = 10_000;
const SETTLE_MS = 35_000;
type Kind = 'hits' | 'misses';
type Client = Awaited<ReturnType<typeof connectClient>>;

interface Side {
  readonly daemon: BenchDaemon;
  readonly client: Client;
  readonly rates: Record<Kind, number[]>;
  /** Of each round, like the rates. */
  readonly cpuMs: Record<Kind, number[]>;
}

export async function run({ note }: MeasureOptions): Promise<MeasureResult> {
  using simulator = await startHelper(new URL('support/simulator-process.ts', import.meta.url), ['short']);
  using sink = await startHelper(new URL('support/otlp-sink-process.ts', import.meta.url), []);
  const { address } = simulator.ready;
  await using offDaemon = await startBenchDaemon(address);
  await using onDaemon = await startBenchDaemon(
    address,
    { telemetry: TELEMETRY },
    { OTEL_EXPORTER_OTLP_ENDPOINT: sink.ready.address },
  );
  await using sameDaemon = await startBenchDaemon(address);
  const off = await openSide(offDaemon);
  const same = await openSide(sameDaemon);
  const on = await openSide(onDaemon);
  const watcher = await connectClient(onDaemon.file);
  await watcher.onMetrics(() => {});
  let scrapes = 0;
  const scraping = setInterval(() => void scrape(onDaemon).then(() => (scrapes += 1)), SCRAPE_EVERY_MS);
  let count = 0;

  async function rate(side: Side, kind: Kind): Promise<number> {
    const turns = kind === 'hits' ? HITS : MISSES;
    const promptOf = () =>
      kind === 'hits' ? 'What is asked again and again?' : `Question number ${count++}?`;
    const start = performance.now();
    let left = turns;
    const worker = async () => {
      while (left-- > 0) await side.client.call('ask', { request: requestOf(promptOf()) });
    };
    await Promise.all(Array.from({ length: AT_ONCE }, worker));
    return (turns / (performance.now() - start)) * 1000;
  }

  for (let index = -WARM_UP; index < ROUNDS; index++) {
    if (index >= 0 && index % 6 === 0) note(`round ${index} of ${ROUNDS}`);
    // Whoever is first in a round is last in the next: what drifts falls on all alike.
    const sides = index % 2 === 0 ? [off, on, same] : [same, on, off];
    for (const kind of ['hits', 'misses'] as const) {
      for (const side of sides) {
        const before = use(side).cpuMs;
        const measured = await rate(side, kind);
        if (index < 0) continue;
        side.rates[kind].push(measured);
        side.cpuMs[kind].push(use(side).cpuMs - before);
      }
    }
  }
  clearInterval(scraping);
  watcher.close();
  const sent = await countOf(sink.ready.address);

  note(`idle for ${IDLE_MS / 1000} s`);
  const idle = await overIdle([on, off], sink.ready.address);
  for (const side of [off, on, same]) side.client.close();

  return {
    rounds: ROUNDS,
    turnsPerRound: { hits: HITS, misses: MISSES },
    /** Turns a second; the ratio is the median of the rounds' own, on by off. */
    hits: compare(on, off, 'hits'),
    misses: compare(on, off, 'misses'),
    /** A second daemon with all of it off, by the first: what the method itself tells apart. */
    noise: { hits: compare(same, off, 'hits'), misses: compare(same, off, 'misses') },
    exported: { scrapes, ...sent },
    idle,
  };
}

const requestOf = (prompt: string) => ({
  messages: [{ role: 'user' as const, content: prompt }],
  model: 'claude-haiku-5-5',
  maxTokens: 100,
  cache: { semantic: 'off' as const },
});

async function openSide(daemon: BenchDaemon): Promise<Side> {
  return {
    daemon,
    client: await connectClient(daemon.file),
    rates: { hits: [], misses: [] },
    cpuMs: { hits: [], misses: [] },
  };
}

async function scrape({ file }: BenchDaemon): Promise<void> {
  const response = await fetch(`${file.url}/metrics`, { headers: { authorization: `Bearer ${file.token}` } });
  await response.text();
}

function compare(one: Side, other: Side, kind: Kind) {
  const byRound = (of: (side: Side) => readonly number[]) =>
    of(one).map((value, index) => value / (of(other)[index] ?? Number.NaN));
  const ratios = byRound(({ rates }) => rates[kind]);
  const cpu = byRound(({ cpuMs }) => cpuMs[kind]);
  return {
    onPerSecond: round(median(one.rates[kind]), 0),
    offPerSecond: round(median(other.rates[kind]), 0),
    ratio: round(median(ratios)),
    /** Half of the rounds' ratios lie between these. */
    spread: middleHalf(ratios),
    /** CPU time of the daemon for the same turns, which other programs on the machine hardly touch. */
    cpuRatio: round(median(cpu)),
    cpuSpread: middleHalf(cpu),
  };
}

const middleHalf = (values: readonly number[]) => [
  round(percentile(values, 0.25)),
  round(percentile(values, 0.75)),
];

async function countOf(sink: string): Promise<{ requests: number; bytes: number }> {
  return (await (await fetch(`${sink}/count`)).json()) as { requests: number; bytes: number };
}

/**
 * Of daemons that nobody asks anything: CPU time, how often any of their threads woke up to do something (a timer that
 * runs is such), bytes written to files, and what went to the collector.
 */
async function overIdle([on, off]: readonly [Side, Side], sink: string): Promise<object> {
  // The last spans go out first, and the event loop is watched for a while after the last scrape.
  await new Promise((resolve) => setTimeout(resolve, SETTLE_MS));
  const before = [use(on), use(off)] as const;
  const sentBefore = await countOf(sink);
  await new Promise((resolve) => setTimeout(resolve, IDLE_MS));
  const after = [use(on), use(off)] as const;
  const sentAfter = await countOf(sink);
  const cpu = (index: 0 | 1) => round(after[index].cpuMs - before[index].cpuMs, 1);
  const woken = (index: 0 | 1) => after[index].wakeUps - before[index].wakeUps;
  const written = (index: 0 | 1) => after[index].writtenBytes - before[index].writtenBytes;
  return {
    seconds: IDLE_MS / 1000,
    onCpuMs: cpu(0),
    offCpuMs: cpu(1),
    onWakeUps: woken(0),
    offWakeUps: woken(1),
    onBytesWritten: written(0),
    offBytesWritten: written(1),
    bytesToCollector: sentAfter.bytes - sentBefore.bytes,
  };
}

/** What the system has counted for a process; Linux alone tells. */
function use({ daemon: { file } }: Side) {
  const io = readFileSync(`/proc/${file.pid}/io`, 'utf8');
  let [wakeUps, cpuMs] = [0, 0];
  for (const thread of readdirSync(`/proc/${file.pid}/task`)) {
    const status = readFileSync(`/proc/${file.pid}/task/${thread}/status`, 'utf8');
    wakeUps += Number(/^voluntary_ctxt_switches:\s+(\d+)$/m.exec(status)?.[1] ?? 0);
    // Nanoseconds on a core, where the ticks of `stat` are of ten milliseconds.
    cpuMs += Number(readFileSync(`/proc/${file.pid}/task/${thread}/schedstat`, 'utf8').split(' ')[0]) / 1e6;
  }
  return {
    wakeUps,
    cpuMs,
    writtenBytes: Number(/^write_bytes: (\d+)$/m.exec(io)?.[1] ?? 0),
  };
}
