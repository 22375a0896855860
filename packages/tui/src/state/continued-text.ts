import { mayRepeat, openFence, seamOf } from '@jackdaw/core/client';

/** The text of an answer that goes on with an earlier part, as it is shown below that part. */
export interface ContinuedText {
  /** The next piece; what of it can be shown now. */
  push(text: string): string;
  /** What was held back. */
  end(): string;
}

/**
 * Leaves out what the answer repeats of the part before it. Held back is only what may still be a repetition, which
 * in most cases is a word or two. Where the earlier part stopped in a code block, the text begins with one.
 */
export function createContinuedText(earlier: string): ContinuedText {
  const fence = openFence(earlier);
  let held: string | null = '';

  function release(): string {
    const begun = held ?? '';
    held = null;
    const { added } = seamOf(earlier, begun);
    return fence === null || added === '' ? added : `${fence}\n${added}`;
  }

  return {
    push(text) {
      if (held === null) return text;
      held += text;
      return mayRepeat(earlier, held) ? '' : release();
    },
    end: () => (held === null ? '' : release()),
  };
}
