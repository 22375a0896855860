/** Before any answer of a model has been seen. */
const FIRST_GUESS = 2_048;
/** How much of the distance to a shorter answer the estimate falls. */
const FALL = 0.05;

/**
 * How many output tokens an answer of one model will have: the longest of late, falling slowly. `max_tokens` is a far
 * higher bound, and to reserve it would leave most of a limit unused.
 */
export class OutputEstimate {
  #tokens: number | null = null;

  saw(tokens: number): void {
    const known = this.#tokens ?? tokens;
    this.#tokens = Math.max(tokens, known + FALL * (tokens - known));
  }

  expect(maxTokens: number): number {
    return Math.min(maxTokens, Math.ceil(this.#tokens ?? FIRST_GUESS));
  }
}
