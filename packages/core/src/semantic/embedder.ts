/** Turns texts into vectors whose cosine says how alike they are. */
export interface Embedder {
  /** Names model, precision and version: vectors of two ids are never compared. */
  readonly id: string;
  readonly dimensions: number;
  /**
   * One vector of length 1 a text, in order; null for a text that this embedder cannot do justice to (too long,
   * unknown characters), which is then neither looked up nor kept. On abort rejects with `signal.reason`.
   */
  embed(texts: readonly string[], signal: AbortSignal): Promise<(Float32Array | null)[]>;
}

/** A text's vector of length 1, and the embedder that it is of. */
export interface PromptVector {
  readonly embedderId: string;
  readonly vector: Float32Array;
}
