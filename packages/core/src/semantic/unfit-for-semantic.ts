import { isTooLong, MAXIMUM_TOKENS } from './is-too-long.ts';
import type { Question } from './question/question.ts';
import type { QuestionClass } from './question/question-class.ts';
import { refersOutside } from './refers-outside.ts';

const NOW =
  /\b(?:today'?s?|tonight'?s?|tomorrow'?s?|yesterday'?s?|right now|at the moment|at present|as of (?:now|late)|so far|just now|this (?:morning|afternoon|evening|week|weekend|month)|(?:last|next|past|coming) (?:night|week|weekend|month)|still open|open now|breaking news|live (?:score|scores|traffic|feed|stream)|trending)\b|\bnow[\s?.!]*$|\b(?:is|are|what|which|who)\b.*\bcurrently\b/;
const LATEST =
  /\b(?:latest|newest|most recent|current) (?:[a-z]+ )?(?:weather|time|date|day|temperature|price|prices|rate|rates|exchange|score|scores|status|version|release|update|updates|news|model|models|president|prime|ceo|king|queen|pope|champion|population|standings|events|traffic|year|month|episode|season|iphone|android|macbook)\b|\bthe latest (?:on|from|with|in)\b/;
const CHANGING =
  /\b(?:weather|forecast|headlines|stock price|share price|in the news|news (?:about|on|from|in)|what (?:time|day|date|year|month) is it|what is the (?:time|date)(?: in [a-z ]+)?[\s?.!]*$|who is winning|what is the score)\b|\bexchange rate (?:for|of|between|from|to)\b|\btraffic (?:on|in|to)\b/;
const AGAIN =
  /\b(?:another (?:one|version|example|joke|idea|try|attempt|story|poem|haiku|name|suggestion|recipe|quote|fact|option|answer)|one more|(?:try|do (?:it|that)|say (?:it|that)|once|over|all over) again|again[\s?.!]*$|retry|redo|regenerate|re-?roll|(?:a )?different (?:one|answer|version|idea|joke|story|poem|haiku|name)|something (?:else|different|new)[\s?.!]*$|more (?:like|of) (?:that|this|those|these|them)|surprise me|(?:a )?new one|(?:anything|what) else[\s?.!]*$)/;
const CHANCE =
  /\b(?:random|randomly|roll (?:a|the|two|\d+) (?:die|dice)|(?:flip|toss) a coin|coin flip|pick (?:a|any) (?:number|card)|shuffle)\b/;
/** Chance as a subject, not as a wish. */
const CHANCE_AS_SUBJECT =
  /\brandom (?:forest|walk|variable|access|seed|sampling|oracle|number generator|effects)\b/;

/** Classes that tell what to do; the others ask about the world, where "again" and "random" are a subject. */
const ORDERS: readonly QuestionClass[] = ['command', 'bare', 'wish', 'yes-no'];
const ASKED_ABOUT: readonly QuestionClass[] = ['how', 'why', 'when', 'where', 'who'];

/**
 * Why a text is neither looked up nor kept by likeness, for the trace; null if it may be. Its answer would depend on
 * the time, on something outside of the text, or on chance, or the text is too long for the embedder. Pure.
 */
export function unfitForSemantic(question: Question): string | null {
  const { text, class: asked } = question;
  if (text === '') return 'empty text';
  if (isTooLong(text)) return `longer than ${MAXIMUM_TOKENS} tokens`;
  const words = text
    .toLowerCase()
    .replace(/\b(what|who|where|when|it)'s\b/g, '$1 is')
    .replace(/["`][^"`\n]*["`]/g, ' ');
  // "How do I get the current time in Python" asks how, not when.
  const time = NOW.exec(words) ?? (asked === 'how' ? null : LATEST.exec(words)) ?? CHANGING.exec(words);
  if (time !== null) return `depends on the time: ${time[0].trim()}`;
  const again = ORDERS.includes(asked) ? AGAIN.exec(words) : null;
  if (again !== null) return `asks for something new: ${again[0].trim()}`;
  const chance = ASKED_ABOUT.includes(asked) || CHANCE_AS_SUBJECT.test(words) ? null : CHANCE.exec(words);
  if (chance !== null) return `depends on chance: ${chance[0].trim()}`;
  return refersOutside(question);
}

export { isTooLong };
