import type { Upstream } from '../provider/index.ts';
import type { ModelResponse } from '../retry/index.ts';
import { countOnce, tokenizerOf, type CountedPart, type TokenCalibration } from '../router/index.ts';
import type { Message } from './message.ts';

/** Characters of prompt from which counting again, only to learn, is not worth the time. */
const MOST_CHARACTERS = 100_000;

/**
 * Lets the estimate of tokens learn from an answer: what was estimated of its prompt, beside what the upstream counted.
 * Left out is what would teach something wrong: several attempts' sums, the simulator, which counts in its own way, and
 * prompts of more than text.
 */
export function learnTokens(
  asked: CountedPart,
  model: string,
  { attempts, usage }: ModelResponse,
  { simulated }: Upstream,
  observe: TokenCalibration['observe'],
): void {
  if (simulated || attempts !== 1 || usage === null) return;
  if (textLength(asked) > MOST_CHARACTERS) return;
  const { input, cacheRead, cacheWrite5m, cacheWrite1h } = usage;
  const estimated = countOnce(asked, tokenizerOf(model)).likely;
  observe(model, estimated, input + cacheRead + cacheWrite5m + cacheWrite1h);
}

/** Characters of system and messages; Infinity where they are not all text. */
function textLength({ system, messages }: CountedPart): number {
  let sum = lengthOf(system ?? '');
  for (const { content } of messages) sum += lengthOf(content);
  return sum;
}

function lengthOf(content: Message['content']): number {
  if (typeof content === 'string') return content.length;
  let sum = 0;
  for (const { type, text } of content)
    sum += type === 'text' && typeof text === 'string' ? text.length : Infinity;
  return sum;
}
