import type { Modality, QuestionClass } from './question-class.ts';
import type { Token } from './token.ts';

/** One piece of content, as it is compared. */
export interface Term {
  /** Stem, name of its synonyms, literal, or value. */
  readonly key: string;
  readonly raw: string;
  readonly kind: 'word' | 'literal' | 'quantity';
  /** A name: capitalised inside a sentence, or known as one. */
  readonly name: boolean;
  readonly quoted: boolean;
  /** What it counts for when the other text has nothing like it, 0 to 1. */
  readonly weight: number;
  /** Its place among the question's tokens; -1 for what the question's frame stands for. */
  readonly at: number;
  /** The preposition it hangs on, '' for none. */
  readonly role: string;
}

/** A text, analysed once, then compared with many. */
export interface Question {
  /** As typed, typographic marks made plain. */
  readonly text: string;
  /** Equal for texts that differ only in outer white space, spacing, closing marks or the case of the first letter. */
  readonly plain: string;
  /** Without politeness. */
  readonly unwrapped: readonly Token[];
  /** Without politeness and the frame that tells the class; phrases folded. */
  readonly tokens: readonly Token[];
  /** Every word of it, lower case, without politeness. */
  readonly words: ReadonlySet<string>;
  readonly content: readonly Term[];
  readonly keys: ReadonlySet<string>;
  readonly class: QuestionClass;
  readonly modality: Modality;
  /** Key of the content that follows each negation, '' at the end. */
  readonly negations: readonly string[];
}
