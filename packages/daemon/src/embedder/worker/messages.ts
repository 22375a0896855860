/** To the worker: exactly one `load` first; each message but `stop` is answered by one, in order. */
export type ToWorker =
  | { readonly type: 'load'; readonly folder: string }
  | { readonly type: 'embed'; readonly texts: readonly string[] }
  /** Gives the memory back and ends. */
  | { readonly type: 'stop' };

export type FromWorker =
  | { readonly type: 'loaded'; readonly dimensions: number; readonly sanity: SanityCheck }
  | { readonly type: 'vectors'; readonly vectors: (Float32Array<ArrayBuffer> | null)[] }
  | { readonly type: 'failed'; readonly reason: string };

/** Cosines of two pairs of texts whose likeness is known. */
export interface SanityCheck {
  /** Of two wordings of one question. */
  readonly paraphrase: number;
  /** Of two questions that have nothing in common. */
  readonly unrelated: number;
}
