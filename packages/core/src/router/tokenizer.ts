/**
 * How an upstream cuts text into tokens, as far as an estimate needs it. `claude-3` is every Claude up to Opus 4.6,
 * Sonnet 4.6 and Haiku 4.5, and stands for models that nothing is known of; `claude-4.7` is every later one;
 * `quarters` is one token for four UTF-16 units, the way of jackdaw's own simulator.
 */
export type Tokenizer = 'claude-3' | 'claude-4.7' | 'quarters';

const EARLIER = /^claude-(?:2|3|instant)|^claude-(?:opus|sonnet|haiku)-4(?:-[0-6])?(?![\d])(?!-[7-9](?!\d))/;

/** Anthropic's token-counting guide (2026): Opus 4.7 and what came after it use a newer tokenizer. */
export function tokenizerOf(model: string): Tokenizer {
  if (!model.startsWith('claude-') || EARLIER.test(model)) return 'claude-3';
  return 'claude-4.7';
}
