/** What the embedder is at; shown by `daemon status` and `doctor`. Times are milliseconds since the epoch. */
export type EmbedderState =
  /** Nobody has asked for a vector yet, so nobody has looked for the model. */
  | { readonly state: 'idle' }
  /** There is no model. `retryAt` is null where nothing is tried again by itself. */
  | { readonly state: 'missing'; readonly reason: string; readonly retryAt: number | null }
  | { readonly state: 'fetching'; readonly receivedBytes: number; readonly totalBytes: number }
  | { readonly state: 'loading' }
  /** Texts become vectors. Not `loaded`: the model rests on the disk, and the next text brings it back. */
  | { readonly state: 'ready'; readonly loaded: boolean }
  /** The model is there but could not be run; the first text after `retryAt` tries again. */
  | { readonly state: 'failed'; readonly reason: string; readonly retryAt: number }
  /** For good, until the daemon starts anew. */
  | { readonly state: 'off'; readonly reason: string };

/** Why no text is embedded in this state, as a sentence; null where one can be. */
export function whyNotReady(state: EmbedderState): string | null {
  switch (state.state) {
    case 'idle':
    case 'loading':
    case 'ready':
      return null;
    case 'fetching': {
      const share = Math.floor((100 * state.receivedBytes) / Math.max(1, state.totalBytes));
      return `The embedding model is being fetched (${share} %).`;
    }
    case 'missing':
      return `The embedding model is not there: ${state.reason}`;
    case 'failed':
    case 'off':
      return state.reason;
  }
}
