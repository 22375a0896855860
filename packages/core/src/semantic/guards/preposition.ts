import type { Question } from '../question/question.ts';
import { PREPOSITIONS } from '../words/stop-words.ts';
import { unlike, type Guard } from './guard.ts';

/** "How long do I boil it for" asks no more than without; "where is it from" does. */
const IDLE = new Set(['for', 'at', 'to', 'of']);

/** A preposition without its noun: "where is it from" against "where is it", "what is in it" against "what is it". */
export const prepositionGuard: Guard = (a, b) => {
  const [one, other] = [bare(a), bare(b)];
  const differ = one.head !== other.head || one.tail !== other.tail;
  return differ ? unlike('preposition', [one.head + one.tail], [other.head + other.tail]) : null;
};

function bare({ tokens, class: asked }: Question): { head: string; tail: string } {
  const words = tokens.filter((token) => token.kind !== 'mark');
  const first =
    words.find((token) => !/^(?:what|which|who|whom|is|are|was|were|do|does|did)$/.test(token.text))?.text ??
    '';
  const last = words.at(-1)?.text ?? '';
  const head =
    (asked === 'what' || asked === 'who') && words.length > 1 && PREPOSITIONS.has(first) && !IDLE.has(first)
      ? first
      : '';
  return { head, tail: PREPOSITIONS.has(last) && !IDLE.has(last) ? last : '' };
}
