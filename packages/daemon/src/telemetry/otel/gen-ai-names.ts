import type { SemconvVersion } from '@jackdaw/core/home';
import type { Usage } from '@jackdaw/core';

type Attributes = Record<string, string | number | boolean | string[]>;

/** What the conventions of one version call things: https://opentelemetry.io/docs/specs/semconv/gen-ai. */
export interface GenAiNames {
  /** The names of the metrics. */
  readonly tokenUsage: string;
  readonly duration: string;
  readonly firstToken: string;
  /** Which attribute says that the Messages API was spoken. */
  readonly provider: 'gen_ai.system' | 'gen_ai.provider.name';
  usage(usage: Usage): Attributes;
  firstTokenOf(seconds: number): Attributes;
}

/** Tokens read from and written to the prompt cache are input too; the API counts them beside it. */
export function inputTokens({ input, cacheRead, cacheWrite5m, cacheWrite1h }: Usage): number {
  return input + cacheRead + cacheWrite5m + cacheWrite1h;
}

const V1_36: GenAiNames = {
  tokenUsage: 'gen_ai.client.token.usage',
  duration: 'gen_ai.client.operation.duration',
  // The only name for it in that version.
  firstToken: 'gen_ai.server.time_to_first_token',
  provider: 'gen_ai.system',
  usage: (usage) => ({
    'gen_ai.usage.input_tokens': inputTokens(usage),
    'gen_ai.usage.output_tokens': usage.output,
    // That version has no names for these.
    'jackdaw.usage.cache_read_tokens': usage.cacheRead,
    'jackdaw.usage.cache_write_tokens': usage.cacheWrite5m + usage.cacheWrite1h,
  }),
  firstTokenOf: (seconds) => ({ 'jackdaw.time_to_first_token': seconds }),
};

const LATEST: GenAiNames = {
  tokenUsage: 'gen_ai.client.token.usage',
  duration: 'gen_ai.client.operation.duration',
  firstToken: 'gen_ai.client.operation.time_to_first_chunk',
  provider: 'gen_ai.provider.name',
  usage: (usage) => ({
    'gen_ai.usage.input_tokens': inputTokens(usage),
    'gen_ai.usage.output_tokens': usage.output,
    'gen_ai.usage.cache_read.input_tokens': usage.cacheRead,
    'gen_ai.usage.cache_creation.input_tokens': usage.cacheWrite5m + usage.cacheWrite1h,
  }),
  firstTokenOf: (seconds) => ({ 'gen_ai.response.time_to_first_chunk': seconds }),
};

const NAMES: Readonly<Record<SemconvVersion, GenAiNames>> = { 'v1.36': V1_36, latest: LATEST };

export const genAiNames = (version: SemconvVersion): GenAiNames => NAMES[version];
