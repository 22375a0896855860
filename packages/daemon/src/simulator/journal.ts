import { createHash } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import type { BilledUsage } from './ledger.ts';

/** How a request came to its end. */
export type Outcome = 'open' | 'complete' | 'rejected' | 'fault' | 'client-closed' | 'simulator-closed';

/** One request, as the simulator saw it. All times are ms since the epoch, by the simulator's clock. */
export interface JournalEntry {
  /** From 1, in order of arrival. */
  readonly number: number;
  readonly method: string;
  /** Without the `/s/<scenario>` prefix and the query. */
  readonly path: string;
  /** Lower-case names; credentials are replaced by `sha256:` and the first 16 hex digits of their hash. */
  readonly headers: Readonly<Record<string, string>>;
  /** The hash of the API key, as in `headers`; `null` without one. */
  readonly key: string | null;
  /** Parsed JSON, else the text; `null` when the body was not read. */
  readonly body: unknown;
  /** How many requests this key has sent with the same messages, this one included; 0 for other paths. */
  readonly attempt: number;
  /** The scenario or the place of the step that served it. */
  readonly servedBy: string;
  readonly requestId: string;
  /** `null` when no response was sent. */
  readonly status: number | null;
  readonly outcome: Outcome;
  readonly receivedAt: number;
  readonly headersAt: number | null;
  readonly firstDeltaAt: number | null;
  readonly endedAt: number | null;
  /** When the client closed the connection before the response had ended. */
  readonly clientClosedAt: number | null;
  /** Bytes of the response's body that were written. */
  readonly bytesWritten: number;
  /** What the ledger took from this response. */
  readonly usage: BilledUsage | null;
}

export type MutableJournalEntry = { -readonly [Field in keyof JournalEntry]: JournalEntry[Field] };

export interface JournalFilter {
  /** Requests to this path alone, such as `/v1/messages`. */
  readonly path?: string;
  /** Requests with this API key alone (the key itself, not its hash). */
  readonly apiKey?: string;
}

export interface Journal {
  readonly open: (entry: MutableJournalEntry) => void;
  readonly entries: (filter?: JournalFilter) => readonly JournalEntry[];
  readonly clear: () => void;
}

/** Remembers the last `capacity` requests. */
export function createJournal(capacity = 10_000): Journal {
  let entries: MutableJournalEntry[] = [];
  return {
    open: (entry) => {
      entries.push(entry);
      if (entries.length > capacity) entries = entries.slice(-capacity);
    },
    entries: (filter = {}) =>
      entries
        .filter((entry) => filter.path === undefined || entry.path === filter.path)
        .filter((entry) => filter.apiKey === undefined || entry.key === hashKey(filter.apiKey))
        .map((entry) => ({ ...entry })),
    clear: () => {
      entries = [];
    },
  };
}

/** How a key is named in the journal: never the key itself. */
export function hashKey(apiKey: string): string {
  return `sha256:${createHash('sha256').update(apiKey).digest('hex').slice(0, 16)}`;
}

/** The key of a request: a bearer token, else `x-api-key`; undefined when both are missing or empty. */
export function apiKeyOf(headers: IncomingHttpHeaders): string | undefined {
  const bearer = /^Bearer\s+(\S.*)$/i.exec(headers.authorization ?? '')?.[1]?.trim();
  const plain = headers['x-api-key'];
  const key = bearer ?? (typeof plain === 'string' ? plain.trim() : undefined);
  return key === '' ? undefined : key;
}

/** Headers as the journal keeps them. */
export function journalHeaders(headers: IncomingHttpHeaders): Record<string, string> {
  const kept: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (value === undefined) continue;
    const text = Array.isArray(value) ? value.join(', ') : value;
    kept[name] = secretHeaders.has(name) ? hashKey(text.replace(/^Bearer\s+/i, '').trim()) : text;
  }
  return kept;
}

const secretHeaders = new Set(['authorization', 'x-api-key', 'proxy-authorization', 'cookie']);
