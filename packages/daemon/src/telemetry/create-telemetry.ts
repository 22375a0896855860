import type { AttemptLine, Clock, RecordAttempt, TurnRecord } from '@jackdaw/core';
import type { Config } from '@jackdaw/core/home';
import type { Trace } from '@jackdaw/core/protocol';
import type { Log } from '../log/index.ts';
import { boundLabels } from './bound-labels.ts';
import type { Otel } from './otel/start-otel.ts';
import { semconvVersion } from './semconv-version.ts';
import { createTurnCounts, type TurnCounts } from './turn-counts.ts';
import { createTurnLog } from './turn-log.ts';
import { wantsOtel } from './wants-otel.ts';

export interface TelemetryOptions {
  readonly config: Pick<Config, 'daemon' | 'telemetry'>;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly version: string;
  readonly knownModels: ReadonlySet<string>;
  readonly clock: Clock;
  readonly log: Log;
}

/** What leaves the daemon about its turns, beside what its clients ask for. */
export interface Telemetry {
  readonly counts: TurnCounts;
  /** For `Records`: told of each turn as it is booked. Never throws. */
  observe(record: TurnRecord, trace: Trace): void;
  /** Puts attempts on record as before, and tells of each when it is over. */
  watching(record: RecordAttempt): RecordAttempt;
  /** Sends what waits, for a bounded time. */
  close(): Promise<void>;
}

/** Models beside the known ones that OpenTelemetry is told of by name. */
const MOST_MODELS = 50;
/** Turns and calls that wait while the libraries are loaded. */
const MOST_EARLY = 512;
/** Milliseconds that the collector has at the end. */
const CLOSE_MS = 2_000;

/** Without a collector in the environment nothing of OpenTelemetry is loaded. */
export function createTelemetry(options: TelemetryOptions): Telemetry {
  const { config, env, clock, log } = options;
  const counts = createTurnCounts();
  const turnLog = createTurnLog(config.daemon, log);
  const otel = wantsOtel(env) ? loadOtel(options) : null;

  return {
    counts,
    observe(record, trace) {
      try {
        counts.add(record);
        turnLog?.(record);
        otel?.use((loaded) => loaded.turn(record, trace));
      } catch (error) {
        log.debug({ err: error }, 'A turn could not be told to telemetry.');
      }
    },
    watching: (record) =>
      otel === null ? record : watchEnds(record, (line) => otel.use((loaded) => loaded.call(line))),
    async close() {
      const over = new AbortController();
      await Promise.race([otel?.close(), clock.sleep(CLOSE_MS, over.signal).catch(() => {})]);
      over.abort();
    },
  };
}

interface LateOtel {
  /** Now, or when it is loaded. */
  use(action: (otel: Otel) => void): void;
  close(): Promise<void>;
}

/** Loads in the background: nobody waits for it, and what happens meanwhile is kept, as far as there is room. */
function loadOtel({ config, env, version, knownModels, clock, log }: TelemetryOptions): LateOtel {
  let early: ((otel: Otel) => void)[] | null = [];
  let loaded: Otel | null = null;
  const guarded = (action: (otel: Otel) => void, otel: Otel) => {
    try {
      action(otel);
    } catch (error) {
      log.debug({ err: error }, 'OpenTelemetry failed.');
    }
  };

  const loading = import('./otel/start-otel.ts')
    .then(({ startOtel }) =>
      startOtel({
        env,
        version,
        semconv: semconvVersion(config.telemetry.semconv, env),
        content: config.telemetry.content,
        tracesPerSecond: config.telemetry.tracesPerSecond,
        modelLabel: boundLabels(knownModels, MOST_MODELS),
        clock,
        log,
      }),
    )
    .then(
      (otel) => {
        loaded = otel;
        for (const action of early ?? []) guarded(action, otel);
      },
      (error: unknown) => log.warn({ err: error }, 'OpenTelemetry is off: it could not be started.'),
    )
    .finally(() => (early = null));

  return {
    use(action) {
      if (loaded !== null) guarded(action, loaded);
      else if (early !== null && early.length < MOST_EARLY) early.push(action);
    },
    async close() {
      await loading;
      await loaded?.close();
    },
  };
}

/** A call is on record from its first count on; what is told here is how it ended. */
function watchEnds(record: RecordAttempt, ended: (line: AttemptLine) => void): RecordAttempt {
  return (line) => {
    const amend = record(line);
    if (line.underWay !== true) ended(line);
    return (later) => {
      amend(later);
      if (later.underWay !== true) ended(later);
    };
  };
}
