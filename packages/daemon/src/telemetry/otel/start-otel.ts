import {
  defaultResource,
  detectResources,
  envDetector,
  resourceFromAttributes,
} from '@opentelemetry/resources';
import { MeterProvider } from '@opentelemetry/sdk-metrics';
import { BatchSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace';
import type { AttemptLine, Clock, TurnRecord } from '@jackdaw/core';
import type { SemconvVersion } from '@jackdaw/core/home';
import type { Trace } from '@jackdaw/core/protocol';
import type { Log } from '../../log/index.ts';
import { ChangeReader } from './change-reader.ts';
import { createCallMetrics } from './record-call.ts';
import { createExporters } from './create-exporters.ts';
import { exportTurn } from './export-turn.ts';
import { genAiNames } from './gen-ai-names.ts';
import { createGivenIds } from './given-ids.ts';
import { createTraceRate } from './trace-rate.ts';
import { watchExporter } from './watch-exporter.ts';

export interface OtelOptions {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly version: string;
  readonly semconv: SemconvVersion;
  readonly content: boolean;
  /** Traces a second that go out at most, for long. */
  readonly tracesPerSecond: number;
  readonly modelLabel: (model: string) => string;
  readonly clock: Clock;
  readonly log: Log;
}

export interface Otel {
  turn(record: TurnRecord, trace: Trace): void;
  call(line: AttemptLine): void;
  /** Sends what waits. May take as long as the collector does. */
  close(): Promise<void>;
}

/** What waits for the collector; beyond, spans are dropped. */
const MOST_SPANS = 2048;
/** Characters of one attribute: questions may be megabytes. */
const LONGEST_ATTRIBUTE = 64 * 1024;
const SPANS_EVERY_MS = 5_000;
const METRICS_EVERY_MS = 60_000;

/**
 * OpenTelemetry for this daemon alone: nothing global is set, so no library of this process begins to trace by itself.
 * Throws `invalid_config` where the environment asks for what there is none of.
 */
export async function startOtel(options: OtelOptions): Promise<Otel> {
  const { env, version, content, modelLabel, clock, log } = options;
  const names = genAiNames(options.semconv);
  const exporters = await createExporters(env);
  const resource = defaultResource()
    .merge(resourceFromAttributes({ 'service.name': 'jackdaw', 'service.version': version }))
    .merge(detectResources({ detectors: [envDetector] }))
    .merge(resourceFromAttributes(serviceName(env)));
  const ids = createGivenIds();

  const tracers =
    exporters.traces === null
      ? null
      : new TracerProvider({
          resource,
          idGenerator: ids,
          spanLimits: { attributeValueLengthLimit: LONGEST_ATTRIBUTE },
          spanProcessors: [
            new BatchSpanProcessor({
              exporter: watchExporter(exporters.traces, 'traces', log),
              maxQueueSize: MOST_SPANS,
              scheduledDelayMillis: Number(env['OTEL_BSP_SCHEDULE_DELAY']) || SPANS_EVERY_MS,
            }),
          ],
        });
  const delayMs = Number(env['OTEL_METRIC_EXPORT_INTERVAL']) || METRICS_EVERY_MS;
  const reader =
    exporters.metrics === null
      ? null
      : new ChangeReader(watchExporter(exporters.metrics, 'metrics', log), { clock, delayMs });
  const meters = reader === null ? null : new MeterProvider({ resource, readers: [reader] });
  const countCall = meters && createCallMetrics(meters.getMeter('jackdaw', version), names, modelLabel);
  const rate = createTraceRate(options.tracesPerSecond, clock);
  const tracer = tracers?.getTracer('jackdaw', version) ?? null;

  return {
    turn(record, trace) {
      if (tracer === null) return;
      const pass = rate.take('error' in record.ending);
      if (pass !== null) exportTurn(record, trace, { tracer, ids, names, content, ...pass });
    },
    call(line) {
      countCall?.(line);
      reader?.changed();
    },
    async close() {
      await Promise.allSettled([tracers?.shutdown(), meters?.shutdown()]);
    },
  };
}

/** `OTEL_SERVICE_NAME` wins over the attribute of the same meaning. */
function serviceName(env: OtelOptions['env']): Record<string, string> {
  const name = (env['OTEL_SERVICE_NAME'] ?? '').trim();
  return name === '' ? {} : { 'service.name': name };
}
