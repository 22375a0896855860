import { createHash } from 'node:crypto';
import type { JsonValue, ListedModel, Upstream } from '@jackdaw/core';
import { z } from 'zod';
import { normaliseBaseUrl } from '../provider/base-url.ts';

/** Where the list of a server is kept. */
export const MODELS_KEY = 'models/listed';

/** Models that are kept of one server at most, and characters of an id: a server may send anything. */
const MOST_MODELS = 1_000;
const LONGEST_ID = 200;
/** A window or answer below so many tokens is a server's mistake: no question would fit. */
const LEAST_TOKENS = 1_000;

const tokens = z.number().int().positive().nullable();

const modelRecord = z.object({
  /** Which server told, see `serverName`. */
  server: z.string(),
  /** Milliseconds since the epoch. */
  at: z.number(),
  models: z.array(z.object({ id: z.string(), maxInputTokens: tokens, maxOutputTokens: tokens })),
});

/** What a server told of its models. */
export type ModelRecord = Readonly<z.infer<typeof modelRecord>>;

/** Null where there is none, or it cannot be read: then the server tells again. */
export function readModelRecord(value: JsonValue | undefined): ModelRecord | null {
  return value === undefined ? null : (modelRecord.safeParse(value).data ?? null);
}

export function toModelRecord(server: string, at: number, models: readonly ListedModel[]): ModelRecord {
  return {
    server,
    at,
    models: models
      .filter(({ id }) => id !== '' && id.length <= LONGEST_ID)
      .slice(0, MOST_MODELS)
      .map(({ id, maxInputTokens, maxOutputTokens }) => ({
        id,
        maxInputTokens: credible(maxInputTokens),
        maxOutputTokens: credible(maxOutputTokens),
      })),
  };
}

/** Stands for a server's address without showing it. Throws `invalid_config` for what is none. */
export function serverName({ baseUrl }: Pick<Upstream, 'baseUrl'>): string {
  return createHash('sha256').update(normaliseBaseUrl(baseUrl)).digest('hex').slice(0, 16);
}

function credible(tokens: number | null): number | null {
  return tokens !== null && tokens >= LEAST_TOKENS ? tokens : null;
}
