import type { AttemptLine } from '@jackdaw/core';
import type { Meter } from '@opentelemetry/api';
import { inputTokens, type GenAiNames } from './gen-ai-names.ts';

/** Bounds that the conventions advise: https://opentelemetry.io/docs/specs/semconv/gen-ai/gen-ai-metrics. */
const TOKEN_BOUNDS = Array.from({ length: 14 }, (_, power) => 4 ** power);
const SECOND_BOUNDS = Array.from({ length: 14 }, (_, power) => 0.01 * 2 ** power);

/** Counts upstream calls, each once, when it is over; those that no question made as well. */
export function createCallMetrics(
  meter: Meter,
  names: GenAiNames,
  modelLabel: (model: string) => string,
): (line: AttemptLine) => void {
  const seconds = { unit: 's', advice: { explicitBucketBoundaries: SECOND_BOUNDS } };
  const tokens = meter.createHistogram(names.tokenUsage, {
    unit: '{token}',
    description: 'Tokens of a call.',
    advice: { explicitBucketBoundaries: TOKEN_BOUNDS },
  });
  const duration = meter.createHistogram(names.duration, { ...seconds, description: 'Duration of a call.' });
  const firstToken = meter.createHistogram(names.firstToken, {
    ...seconds,
    description: 'From the call to its first token.',
  });

  return ({ model, usage, latencyMs, ttftMs, error }) => {
    const attributes = {
      'gen_ai.operation.name': 'chat',
      [names.provider]: 'anthropic',
      'gen_ai.request.model': modelLabel(model),
      'gen_ai.response.model': modelLabel(model),
    };
    if (usage !== null) {
      tokens.record(inputTokens(usage), { ...attributes, 'gen_ai.token.type': 'input' });
      tokens.record(usage.output, { ...attributes, 'gen_ai.token.type': 'output' });
    }
    duration.record(
      latencyMs / 1000,
      error === null ? attributes : { ...attributes, 'error.type': error.code },
    );
    if (ttftMs !== null) firstToken.record(ttftMs / 1000, attributes);
  };
}
