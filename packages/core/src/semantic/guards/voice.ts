import type { Question } from '../question/question.ts';
import { isPast } from '../words/past-forms.ts';
import { keyOf } from '../words/synonyms.ts';
import type { Guard } from './guard.ts';

const PERSONS = /^(?:i|we|you|he|she|they|someone|one)$/;
const PASSIVE = /^(?:be|been|being|get|gets|got|getting|am|are|is|was|were)$/;

/** "How do I get paid" against "how do I pay": who is done to against who does. */
export const voiceGuard: Guard = (a, b) => {
  const [one, other] = [sufferedBy(a), sufferedBy(b)];
  for (const key of new Set([...one, ...other])) {
    if (one.has(key) !== other.has(key) && a.keys.has(key) && b.keys.has(key)) {
      return `voice: ${key} is ${one.has(key) ? 'suffered' : 'done'} ≠ ${other.has(key) ? 'suffered' : 'done'}`;
    }
  }
  return null;
};

/** What is done to a person: the participles after "I get", "am I being", "can I be". */
function sufferedBy({ unwrapped }: Question): Set<string> {
  const found = new Set<string>();
  for (const [index, token] of unwrapped.entries()) {
    if (!isPast(token.text)) continue;
    const back = /^(?:not|never|always|ever|[a-z]+ly)$/.test(unwrapped[index - 1]?.text ?? '')
      ? index - 2
      : index - 1;
    const before = unwrapped.slice(Math.max(0, back - 2), back).map((other) => other.text);
    if (!PASSIVE.test(unwrapped[back]?.text ?? '') || !before.some((text) => PERSONS.test(text))) continue;
    found.add(keyOf(token.text));
  }
  return found;
}
