import * as conventions from '@opentelemetry/semantic-conventions/incubating';
import { describe, expect, test } from 'vitest';
import { genAiNames, inputTokens } from '../../../../packages/daemon/src/telemetry/otel/gen-ai-names.ts';
import { otelIds } from '../../../../packages/daemon/src/telemetry/otel/otel-ids.ts';
import { createTraceRate } from '../../../../packages/daemon/src/telemetry/otel/trace-rate.ts';
import { semconvVersion } from '../../../../packages/daemon/src/telemetry/semconv-version.ts';
import { boundLabels } from '../../../../packages/daemon/src/telemetry/bound-labels.ts';
import { wantsOtel } from '../../../../packages/daemon/src/telemetry/wants-otel.ts';

const usage = { input: 1, output: 2, cacheRead: 4, cacheWrite5m: 8, cacheWrite1h: 16 };
const KNOWN = new Set<unknown>(Object.values(conventions));

describe('the names of the conventions', () => {
  test('of 1.36', () => {
    const names = genAiNames('v1.36');
    expect(names.provider).toBe('gen_ai.system');
    expect([names.tokenUsage, names.duration, names.firstToken]).toEqual([
      'gen_ai.client.token.usage',
      'gen_ai.client.operation.duration',
      'gen_ai.server.time_to_first_token',
    ]);
    expect(names.usage(usage)).toEqual({
      'gen_ai.usage.input_tokens': 29,
      'gen_ai.usage.output_tokens': 2,
      'jackdaw.usage.cache_read_tokens': 4,
      'jackdaw.usage.cache_write_tokens': 24,
    });
    expect(names.firstTokenOf(0.5)).toEqual({ 'jackdaw.time_to_first_token': 0.5 });
  });

  test('of the latest, which the package of the conventions has all of', () => {
    const names = genAiNames('latest');
    expect(names.provider).toBe('gen_ai.provider.name');
    expect([names.tokenUsage, names.duration, names.firstToken]).toEqual([
      'gen_ai.client.token.usage',
      'gen_ai.client.operation.duration',
      'gen_ai.client.operation.time_to_first_chunk',
    ]);
    expect(names.usage(usage)).toEqual({
      'gen_ai.usage.input_tokens': 29,
      'gen_ai.usage.output_tokens': 2,
      'gen_ai.usage.cache_read.input_tokens': 4,
      'gen_ai.usage.cache_creation.input_tokens': 24,
    });
    expect(names.firstTokenOf(0.5)).toEqual({ 'gen_ai.response.time_to_first_chunk': 0.5 });
    const all = [
      names.provider,
      names.tokenUsage,
      names.duration,
      names.firstToken,
      ...Object.keys(names.usage(usage)),
      ...Object.keys(names.firstTokenOf(1)),
    ];
    expect(all.filter((name) => !KNOWN.has(name))).toEqual([]);
  });

  test('are chosen by the config, else by the environment’s wish, else those of 1.36', () => {
    const wish = { OTEL_SEMCONV_STABILITY_OPT_IN: 'http/dup, gen_ai_latest_experimental' };
    expect(semconvVersion(null, {})).toBe('v1.36');
    expect(semconvVersion(null, { OTEL_SEMCONV_STABILITY_OPT_IN: 'http' })).toBe('v1.36');
    expect(semconvVersion(null, wish)).toBe('latest');
    expect(semconvVersion('v1.36', wish)).toBe('v1.36');
    expect(semconvVersion('latest', {})).toBe('latest');
  });
});

test('tokens of the prompt cache are input tokens', () => {
  expect(inputTokens(usage)).toBe(1 + 4 + 8 + 16);
});

test('a turn’s id and its trace’s are one number, and ids are never zero', () => {
  expect(otelIds('01M855Y12HRG57TGD2CADSXW85')).toEqual({
    traceId: '01a20a5f0451c40a7d41a2629b9ef105',
    rootSpanId: '7d41a2629b9ef105',
  });
  expect(otelIds('01M855Y12H0000000000000000').rootSpanId).toBe('0000000000000001');
  expect(otelIds('not a ulid').traceId).toMatch(/^[0-9a-f]{32}$/);
});

test('beyond the rate traces are left out and counted, failed ones by themselves', () => {
  let now = 0;
  const rate = createTraceRate(2, { monotonic: () => now });
  const passes = (count: number, failed = false) =>
    Array.from({ length: count }, () => rate.take(failed)).filter((pass) => pass !== null).length;
  expect(passes(15)).toBe(10);
  expect(rate.take(true)).toEqual({ leftOut: 5 });
  now += 1_000;
  expect(passes(15)).toBe(2);
  expect(passes(15, true)).toBe(10);
});

test('names that are made up become one beyond the bound, and none changes its label', () => {
  const label = boundLabels(new Set(['known']), 2);
  expect(['a', 'b', 'c', 'known', 'a', 'c'].map(label)).toEqual(['a', 'b', 'other', 'known', 'a', 'other']);
});

test('a collector is wanted where an endpoint is named and nothing is disabled', () => {
  expect(wantsOtel({})).toBe(false);
  expect(wantsOtel({ OTEL_EXPORTER_OTLP_ENDPOINT: ' ' })).toBe(false);
  expect(wantsOtel({ OTEL_EXPORTER_OTLP_METRICS_ENDPOINT: 'http://x' })).toBe(true);
  expect(wantsOtel({ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://x', OTEL_SDK_DISABLED: 'TRUE' })).toBe(false);
});
