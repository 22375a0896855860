import type { PushMetricExporter } from '@opentelemetry/sdk-metrics';
import type { SpanExporter } from '@opentelemetry/sdk-trace';
import { JackdawError } from '@jackdaw/core';

type Environment = Readonly<Record<string, string | undefined>>;
type Signal = 'TRACES' | 'METRICS';

export interface Exporters {
  readonly traces: SpanExporter | null;
  readonly metrics: PushMetricExporter | null;
}

/**
 * The official exporters, of the protocol that is wished for. They read endpoint, headers, timeout, compression and
 * certificates from the environment by themselves. Throws `invalid_config` for a protocol that there is none for.
 */
export async function createExporters(env: Environment): Promise<Exporters> {
  return {
    traces: await traceExporter(protocolOf('TRACES', env)),
    metrics: await metricExporter(protocolOf('METRICS', env)),
  };
}

async function traceExporter(protocol: Protocol | null): Promise<SpanExporter | null> {
  switch (protocol) {
    case 'http/protobuf':
      return new (await import('@opentelemetry/exporter-trace-otlp-proto')).OTLPTraceExporter();
    case 'http/json':
      return new (await import('@opentelemetry/exporter-trace-otlp-http')).OTLPTraceExporter();
    case null:
      return null;
  }
}

async function metricExporter(protocol: Protocol | null): Promise<PushMetricExporter | null> {
  switch (protocol) {
    case 'http/protobuf':
      return new (await import('@opentelemetry/exporter-metrics-otlp-proto')).OTLPMetricExporter();
    case 'http/json':
      return new (await import('@opentelemetry/exporter-metrics-otlp-http')).OTLPMetricExporter();
    case null:
      return null;
  }
}

type Protocol = 'http/protobuf' | 'http/json';

/** Null where this signal is not wanted, or has nowhere to go. */
function protocolOf(signal: Signal, env: Environment): Protocol | null {
  const read = (name: string) => (env[name] ?? '').trim();
  if (read(`OTEL_${signal}_EXPORTER`) === 'none') return null;
  const endpoint = read(`OTEL_EXPORTER_OTLP_${signal}_ENDPOINT`) || read('OTEL_EXPORTER_OTLP_ENDPOINT');
  if (endpoint === '') return null;
  const protocol =
    read(`OTEL_EXPORTER_OTLP_${signal}_PROTOCOL`) || read('OTEL_EXPORTER_OTLP_PROTOCOL') || 'http/protobuf';
  if (protocol === 'http/protobuf' || protocol === 'http/json') return protocol;
  throw new JackdawError(
    'invalid_config',
    `OTEL_EXPORTER_OTLP_PROTOCOL is ${protocol}; jackdaw speaks http/protobuf and http/json.`,
  );
}
