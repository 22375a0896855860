import type { ModelFacts } from '../prices/index.ts';
import type { ModelCall, Upstream } from './provider.ts';

export interface ListedModel extends ModelFacts {
  readonly id: string;
}

/** What an upstream can be asked beside answers. Not every server can; nothing here is needed for a turn. */
export interface UpstreamDirectory {
  /** Tokens of the call's prompt, by the server's own count; null where it does not say. Rethrows `signal.reason` on abort. */
  countTokens(call: ModelCall, signal: AbortSignal): Promise<number | null>;
  /** The server's models with their windows; null where it does not say. Rethrows `signal.reason` on abort. */
  listModels(upstream: Upstream, signal: AbortSignal): Promise<readonly ListedModel[] | null>;
}
