import { expect, test } from 'vitest';
import { startOtlpSink, plainAttributes, type OtlpSpan } from '../../support/otlp-sink.ts';
import { poll } from '../../support/poll.ts';
import { KEY, openStand } from '../turns/open-stand.ts';
import { startExporting } from './start-exporting.ts';

const request = (prompt: string) => ({ prompt, model: 'claude-haiku-5-5', maxTokens: 500 });
const millis = (nanos: string) => Number(BigInt(nanos) / 1_000n) / 1_000;
const callsIn = (spans: readonly OtlpSpan[]) => spans.filter(({ name }) => name.startsWith('chat '));

test.each(['http/protobuf', 'http/json'])(
  'a collector takes a trace for each turn and the metrics, over %s',
  async (protocol) => {
    await using stand = await openStand();
    await using sink = await startOtlpSink();
    await using daemon = await startExporting(stand, {
      OTEL_EXPORTER_OTLP_ENDPOINT: sink.url,
      OTEL_EXPORTER_OTLP_PROTOCOL: protocol,
      // All at the end, however long it takes until then.
      OTEL_BSP_SCHEDULE_DELAY: '600000',
      OTEL_METRIC_EXPORT_INTERVAL: '600000',
      OTEL_EXPORTER_OTLP_HEADERS: 'x-api-key=collector-secret',
      OTEL_SERVICE_NAME: 'my-jackdaw',
      OTEL_RESOURCE_ATTRIBUTES: 'deployment.environment.name=test,service.name=loses',
    });
    const asked = Date.now();
    const miss = await daemon.client.call('ask', { request: request('How tall is it?') });
    const hit = await daemon.client.call('ask', { request: request('How tall is it?') });
    const over = Date.now();
    expect([miss.cache, hit.cache]).toEqual(['miss', 'exact']);
    expect(await daemon.stop()).toBe(0);

    expect(sink.requests.map(({ path }) => path).toSorted()).toEqual(['/v1/metrics', '/v1/traces']);
    for (const { headers, bytes, knownBytes, message } of sink.requests) {
      expect(headers['x-api-key']).toBe('collector-secret');
      expect(headers['content-type']).toBe(
        protocol === 'http/json' ? 'application/json' : 'application/x-protobuf',
      );
      // Nothing in it that the protocol's definitions do not know.
      expect(knownBytes).toBe(bytes.length);
      const [{ resource } = { resource: { attributes: [] } }] =
        message.resourceSpans ?? message.resourceMetrics ?? [];
      expect(plainAttributes(resource.attributes)).toMatchObject({
        'service.name': 'my-jackdaw',
        'service.version': '0.1.0',
        'deployment.environment.name': 'test',
      });
    }

    const spans = sink.spans();
    const traces = Map.groupBy(spans, ({ traceId }) => traceId);
    expect(traces.size).toBe(2);
    for (const [, ofTurn] of traces) {
      const [root, ...others] = ofTurn.filter(({ parentSpanId }) => (parentSpanId ?? '') === '');
      expect([root?.name, others]).toEqual(['jackdaw turn', []]);
      for (const span of ofTurn) {
        const [start, end] = [millis(span.startTimeUnixNano), millis(span.endTimeUnixNano)];
        expect(start).toBeLessThanOrEqual(end);
        expect(start).toBeGreaterThanOrEqual(asked - 1);
        expect(end).toBeLessThanOrEqual(over + 1);
        expect(span.parentSpanId || span.spanId).toBe(root?.spanId);
      }
    }
    const calls = callsIn(spans);
    expect(calls).toHaveLength(1);
    expect(calls[0]).toMatchObject({ name: 'chat claude-haiku-5-5' });
    expect(plainAttributes(calls[0]?.attributes ?? [])).toMatchObject({
      'gen_ai.usage.input_tokens': miss.usage?.input,
      'gen_ai.usage.output_tokens': miss.usage?.output,
      'gen_ai.response.finish_reasons': ['end_turn'],
      'gen_ai.conversation.id': miss.conversationId,
    });

    const metrics = sink.metrics();
    const usage = metrics.get('gen_ai.client.token.usage');
    expect(usage?.unit).toBe('{token}');
    const sums = usage?.histogram.dataPoints.map(({ attributes, sum }) => [
      plainAttributes(attributes)['gen_ai.token.type'],
      sum,
    ]);
    // The hit has cost nothing, and counts for nothing.
    expect(sums).toEqual([
      ['input', miss.usage?.input],
      ['output', miss.usage?.output],
    ]);
    expect(metrics.get('gen_ai.client.operation.duration')).toMatchObject({ unit: 's' });
    expect(daemon.log()).not.toContain('collector-secret');
  },
);

test('neither questions nor answers nor the key go to a collector, unless content is asked for', async () => {
  for (const content of [false, true]) {
    await using stand = await openStand({ config: { telemetry: { content } } });
    await using sink = await startOtlpSink();
    await using daemon = await startExporting(stand, {
      OTEL_EXPORTER_OTLP_ENDPOINT: sink.url,
      OTEL_SEMCONV_STABILITY_OPT_IN: 'http, gen_ai_latest_experimental',
    });
    const { text } = await daemon.client.call('ask', {
      request: { ...request('A marmalade question'), system: 'You are a walrus.' },
    });
    await daemon.stop();
    const sent = Buffer.concat(sink.requests.map(({ bytes }) => bytes)).toString('latin1');
    expect(sink.spans().length).toBeGreaterThan(3);
    expect(sent.includes('marmalade')).toBe(content);
    expect(sent.includes('walrus')).toBe(content);
    expect(sent.includes(text.slice(0, 30))).toBe(content);
    expect(sent).not.toContain(KEY);
  }
});

test('each failed try is a span with its error, and a turn that failed says so', async () => {
  await using stand = await openStand({ config: { retry: { base: '1ms', cap: '5ms', maxAttempts: 2 } } });
  await using sink = await startOtlpSink();
  await using daemon = await startExporting(stand, { OTEL_EXPORTER_OTLP_ENDPOINT: sink.url }, '/s/500');
  const failed = await daemon.client
    .call('ask', { request: { ...request('Will it fail?'), messages: undefined } })
    .catch((error: unknown) => error);
  expect(failed).toBeInstanceOf(Error);
  await daemon.stop();

  const calls = callsIn(sink.spans());
  expect(calls).toHaveLength(2);
  for (const call of calls) {
    expect(plainAttributes(call.attributes)).toHaveProperty(['error.type']);
    expect(call.status?.code).toBe(2);
  }
  const root = sink.spans().find(({ name }) => name === 'jackdaw turn');
  expect(root?.status?.code).toBe(2);
});

test('a collector that refuses fails no turn, and is told of once', async () => {
  await using stand = await openStand();
  await using sink = await startOtlpSink({ status: 400 });
  await using daemon = await startExporting(stand, {
    OTEL_EXPORTER_OTLP_ENDPOINT: sink.url,
    OTEL_BSP_SCHEDULE_DELAY: '10',
  });
  for (const [asked, prompt] of ['One?', 'Two?'].entries()) {
    expect((await daemon.client.call('ask', { request: request(prompt) })).cache).toBe('miss');
    await poll('the export', () => sink.requests.length > asked);
  }
  await poll('the warning', () => daemon.log().includes('The collector takes no traces.'));
  expect(await daemon.stop()).toBe(0);
  expect(daemon.log().split('The collector takes no traces.')).toHaveLength(2);
});

test('a collector that is not there fails no turn, and keeps no daemon from its end', async () => {
  await using stand = await openStand();
  await using daemon = await startExporting(stand, { OTEL_EXPORTER_OTLP_ENDPOINT: await deadAddress() });
  expect((await daemon.client.call('ask', { request: request('One?') })).cache).toBe('miss');
  expect((await daemon.client.call('ask', { request: request('One?') })).cache).toBe('exact');
  expect(await daemon.stop()).toBe(0);
});

/** Nobody listens at a port that was somebody's a moment ago. */
async function deadAddress(): Promise<string> {
  await using sink = await startOtlpSink();
  return sink.url;
}

test('a protocol that there is no exporter for is told of, and the daemon works', async () => {
  await using stand = await openStand();
  await using daemon = await startExporting(stand, {
    OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:9',
    OTEL_EXPORTER_OTLP_PROTOCOL: 'grpc',
  });
  expect((await daemon.client.call('ask', { request: request('One?') })).cache).toBe('miss');
  await poll('the warning', () => daemon.log().includes('OTEL_EXPORTER_OTLP_PROTOCOL is grpc'));
});

test('without a collector nothing of OpenTelemetry is loaded, and without a scrape no Prometheus', async () => {
  await using stand = await openStand();
  const has = (code: readonly string[], name: string) => code.some((text) => text.includes(name));
  // Words of the libraries' own code.
  const [sdk, prometheus] = ['scheduledDelayMillis', 'A metric with the name '];
  await using plain = await startExporting(stand, {});
  await plain.client.call('ask', { request: request('One?') });
  expect(plain.loaded().length).toBeGreaterThan(1);
  expect([has(plain.loaded(), sdk), has(plain.loaded(), prometheus)]).toEqual([false, false]);

  await fetch(`${plain.file.url}/metrics`, { headers: { authorization: `Bearer ${plain.file.token}` } });
  expect([has(plain.loaded(), sdk), has(plain.loaded(), prometheus)]).toEqual([false, true]);
  await plain.stop();

  await using sink = await startOtlpSink();
  await using exporting = await startExporting(stand, { OTEL_EXPORTER_OTLP_ENDPOINT: sink.url });
  await poll('the libraries', () => has(exporting.loaded(), sdk));
});
