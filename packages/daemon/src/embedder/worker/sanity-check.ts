import type { SanityCheck } from './messages.ts';

const QUESTION = 'How do I reset my password?';
const SAME = 'What is the process to reset my password?';
const OTHER = 'Which planets have rings?';

/** Measures pairs of known likeness: a damaged or mistaken model gives vectors too, only wrong ones. */
export async function checkSanity(
  embed: (text: string) => Promise<Float32Array | null>,
): Promise<SanityCheck> {
  const [question, same, other] = [await embed(QUESTION), await embed(SAME), await embed(OTHER)];
  return { paraphrase: cosine(question, same), unrelated: cosine(question, other) };
}

/** Of vectors of length 1; 0 where there is none. */
function cosine(left: Float32Array | null, right: Float32Array | null): number {
  return left?.reduce((sum, value, index) => sum + value * (right?.[index] ?? 0), 0) ?? 0;
}
