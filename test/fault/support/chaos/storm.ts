import type { TurnResult } from '@jackdaw/core';
import type { ChatEvent, JackdawError, WireRequest } from '@jackdaw/core/protocol';
import type { DaemonFile } from '@jackdaw/core/protocol';
import { connectWatched, type WatchedClient } from '../watched-client.ts';

/** What a reader saw of a turn that was acknowledged. */
export interface Watched {
  readonly request: WireRequest;
  readonly turnId: string;
  readonly conversationId: string | null;
  readonly seen: { readonly seq: number; readonly event: ChatEvent }[];
  /** Whether the reader stayed to the end of the events that it got, from the first one on. */
  readToEnd: boolean;
}

/** An answer that came, however it was asked for. */
export interface Delivered {
  readonly request: WireRequest;
  readonly result: TurnResult;
}

/** Everything that is done to one daemon, and what came of it. */
export interface Storm {
  readonly file: DaemonFile;
  readonly keys: readonly string[];
  readonly baseUrl: string;
  readonly clients: WatchedClient[];
  readonly watched: Watched[];
  readonly delivered: Delivered[];
  readonly failures: JackdawError[];
  readonly broken: string[];
  /** Conversations that were acknowledged and that nobody threw away. */
  readonly conversations: Set<string>;
  /** True once the process may be gone: a lost connection is then nobody's fault. */
  mayBeGone: boolean;
}

export function createStorm(file: DaemonFile, baseUrl: string, keys: readonly string[]): Storm {
  return {
    file,
    keys,
    baseUrl,
    clients: [],
    watched: [],
    delivered: [],
    failures: [],
    broken: [],
    conversations: new Set(),
    mayBeGone: false,
  };
}

export async function enter(storm: Storm, apiKey: string): Promise<WatchedClient> {
  const client = await connectWatched(storm.file, { apiKey, baseUrl: storm.baseUrl });
  storm.clients.push(client);
  return client;
}
