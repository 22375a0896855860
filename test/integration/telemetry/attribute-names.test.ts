import { expect, test } from 'vitest';
import { plainAttributes, startOtlpSink } from '../../support/otlp-sink.ts';
import { openStand } from '../turns/open-stand.ts';
import { startExporting } from './start-exporting.ts';

const BOTH = [
  'error.type',
  'gen_ai.conversation.id',
  'gen_ai.operation.name',
  'gen_ai.request.max_tokens',
  'gen_ai.request.model',
  'gen_ai.response.finish_reasons',
  'gen_ai.response.model',
  'gen_ai.token.type',
  'gen_ai.usage.input_tokens',
  'gen_ai.usage.output_tokens',
  'server.address',
  'server.port',
];
const NAMES = {
  'v1.36': {
    attributes: [...BOTH, 'gen_ai.system'],
    metrics: [
      'gen_ai.client.operation.duration',
      'gen_ai.client.token.usage',
      'gen_ai.server.time_to_first_token',
    ],
  },
  latest: {
    attributes: [
      ...BOTH,
      'gen_ai.provider.name',
      'gen_ai.response.time_to_first_chunk',
      'gen_ai.usage.cache_creation.input_tokens',
      'gen_ai.usage.cache_read.input_tokens',
    ],
    metrics: [
      'gen_ai.client.operation.duration',
      'gen_ai.client.operation.time_to_first_chunk',
      'gen_ai.client.token.usage',
    ],
  },
} as const;

test.each(['v1.36', 'latest'] as const)(
  'what goes to a collector has the names of the conventions %s, these and no others',
  async (version) => {
    await using stand = await openStand({ config: { telemetry: { semconv: version } } });
    await using sink = await startOtlpSink();
    await using daemon = await startExporting(
      stand,
      { OTEL_EXPORTER_OTLP_ENDPOINT: sink.url },
      '/s/529-then-ok:1',
    );
    const request = { prompt: 'How tall is it?', model: 'claude-haiku-5-5', maxTokens: 500 };
    await daemon.client.call('ask', { request });
    await daemon.client.call('ask', { request });
    expect(await daemon.stop()).toBe(0);

    const metrics = sink.metrics();
    const points = [...metrics.values()].flatMap(({ histogram }) => histogram.dataPoints);
    const named = [...sink.spans(), ...points].flatMap(({ attributes }) =>
      Object.keys(plainAttributes(attributes)),
    );
    // Names under `jackdaw.` are no convention's.
    const conventional = new Set(named.filter((name) => !name.startsWith('jackdaw.')));
    expect(conventional).toEqual(new Set<string>(NAMES[version].attributes));
    expect([...metrics.keys()].toSorted()).toEqual(NAMES[version].metrics);
  },
);
