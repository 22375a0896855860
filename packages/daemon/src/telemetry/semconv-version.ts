import type { SemconvVersion } from '@jackdaw/core/home';

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The config's word, else the environment's: `OTEL_SEMCONV_STABILITY_OPT_IN` is a list, and `gen_ai_latest_experimental` in
 * it asks for the newest names; without it those of 1.36 are kept
 * (https://opentelemetry.io/docs/specs/semconv/gen-ai/gen-ai-spans).
 */
export function semconvVersion(configured: SemconvVersion | null, env: Environment): SemconvVersion {
  if (configured !== null) return configured;
  const wishes = (env['OTEL_SEMCONV_STABILITY_OPT_IN'] ?? '').split(',').map((wish) => wish.trim());
  return wishes.includes('gen_ai_latest_experimental') ? 'latest' : 'v1.36';
}
