import type { QuestionClass } from '../question/question-class.ts';
import { keyOf } from '../words/synonyms.ts';

/** Nouns by which a "what" asks for a time, a place, a length of time or a way. */
const NOUNS: Partial<Record<QuestionClass, readonly string[]>> = {
  when: ['time', 'deadline', 'date', 'hour', 'schedule', 'calendar'],
  where: ['location', 'address', 'place'],
  duration: ['duration', 'length', 'time'],
  how: ['difference'],
};

/** Whether the noun with this key, after "what is the", asks for what a question of the other class asks for. */
export function asksFor(key: string, asked: QuestionClass): boolean {
  return NOUNS[asked]?.some((noun) => keyOf(noun) === key) === true;
}
