import { reasonOf } from '../connect/reason-of.ts';
import { httpAsk, type HttpAnswer } from './http-ask.ts';

export interface ServerQuestion {
  /** As `tidyAddress` gives it. */
  readonly address: string;
  /** Null where none is sent. */
  readonly key: string | null;
  /** How the key is sent, as the setting `auth` says. */
  readonly auth: 'bearer' | 'x-api-key' | 'both';
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly signal?: AbortSignal | undefined;
  /** Milliseconds for both questions together. */
  readonly patienceMs: number;
}

export type ServerLook =
  /** `models`: ids, as far as it lists them; `ms` until its first answer. */
  | { readonly kind: 'speaks'; readonly models: readonly string[]; readonly ms: number }
  | { readonly kind: 'key-rejected'; readonly status: number }
  /** Something answers, and not as the Messages API does. */
  | { readonly kind: 'other'; readonly status: number }
  /** It answers, but is in trouble: overloaded, limited, failing. */
  | { readonly kind: 'troubled'; readonly status: number }
  /** `reason` in words. */
  | { readonly kind: 'unreachable'; readonly reason: string };

/**
 * Who answers at an address, and whether the key is accepted. Costs nothing: the list of models is asked for, and, where
 * that says too little, an empty message, which no server can answer but with an error of its API. Rejects with the
 * signal's reason alone.
 */
export async function lookAtServer(question: ServerQuestion): Promise<ServerLook> {
  const { signal, patienceMs } = question;
  const timeout = AbortSignal.timeout(patienceMs);
  const limit = signal === undefined ? timeout : AbortSignal.any([signal, timeout]);
  const began = performance.now();
  try {
    const listed = await ask(question, 'GET', '/v1/models?limit=100', limit);
    const ms = performance.now() - began;
    if (isRejection(listed)) return { kind: 'key-rejected', status: listed.status };
    if (isTrouble(listed)) return { kind: 'troubled', status: listed.status };
    const models = modelsOf(listed);
    const probe = await ask(question, 'POST', '/v1/messages', limit, '{}');
    if (isRejection(probe)) return { kind: 'key-rejected', status: probe.status };
    if (isTrouble(probe)) return { kind: 'troubled', status: probe.status };
    return isOfApi(probe) ? { kind: 'speaks', models, ms } : { kind: 'other', status: probe.status };
  } catch (error) {
    signal?.throwIfAborted();
    const reason = timeout.aborted ? `it does not answer within ${patienceMs / 1000} s` : whyNot(error);
    return { kind: 'unreachable', reason };
  }
}

function ask(
  { address, key, auth, env }: ServerQuestion,
  method: 'GET' | 'POST',
  path: string,
  signal: AbortSignal,
  body?: string,
): Promise<HttpAnswer> {
  const headers = {
    'anthropic-version': '2023-06-01',
    accept: 'application/json',
    ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    ...(key === null || auth === 'x-api-key' ? {} : { authorization: `Bearer ${key}` }),
    ...(key === null || auth === 'bearer' ? {} : { 'x-api-key': key }),
  };
  return httpAsk(new URL(`${address}${path}`), {
    method,
    headers,
    env,
    signal,
    ...(body === undefined ? {} : { body }),
  });
}

const isRejection = ({ status }: HttpAnswer) => status === 401 || status === 403;
const isTrouble = ({ status }: HttpAnswer) => status === 429 || status >= 500;

/** Its own complaint about the empty message, in JSON; a page, or a path that is not there, is none. */
function isOfApi({ status, body }: HttpAnswer): boolean {
  const value = parse(body);
  return (status === 400 || status === 422) && typeof value === 'object' && value !== null;
}

function modelsOf({ body }: HttpAnswer): readonly string[] {
  const value = parse(body);
  if (typeof value !== 'object' || value === null || !('data' in value) || !Array.isArray(value.data))
    return [];
  const entries: readonly unknown[] = value.data;
  return entries.flatMap((entry) =>
    typeof entry === 'object' && entry !== null && 'id' in entry && typeof entry.id === 'string'
      ? [entry.id]
      : [],
  );
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** A host with several addresses fails with one error for each. */
function whyNot(error: unknown): string {
  const [first]: unknown[] = error instanceof AggregateError ? error.errors : [];
  return reasonOf(first ?? error);
}
