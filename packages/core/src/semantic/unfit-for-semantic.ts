import { estimateTextTokens } from '../router/estimate-tokens.ts';
import type { Question } from './question/question.ts';
import { refersOutside } from './refers-outside.ts';

/** The real embedder reads no further; texts that differ behind would look the same. */
const MAXIMUM_TOKENS = 256;
const NOW =
  /\b(?:today|todays|tonight|tomorrow|yesterday|right now|currently|nowadays|these days|at the moment|at present|as of (?:now|late)|so far|up to date|this (?:morning|afternoon|evening|week|weekend|month|quarter|year|season|semester)|(?:last|next|past|coming) (?:night|week|weekend|month|quarter|year|season|hour)|(?:an?|\d+|two|three|few) (?:minutes?|hours?|days?|weeks?|months?) ago just|just now|a moment ago|still open|open now|latest|newest|most recent(?:ly)?(?! commit| commits| file| files| branch| tag)|breaking|live (?:score|scores|traffic|feed)|trending|up next)\b/;
const NOW_AT_END = /\bnow[\s?.!]*$/;
const CURRENT =
  /\bcurrent (?:weather|time|date|day|temperature|price|prices|rate|rates|exchange|score|status|version|president|prime|ceo|king|queen|pope|champion|population|standings|events|news|traffic|year|month|location|directory)\b/;
const CHANGING =
  /\b(?:weather|forecast|headlines?|stock price|share price|exchange rate|traffic (?:on|in|to)|what (?:time|day|date|year|month) is it|what is the (?:time|date)|what time is it|who won|who is winning|news)\b/;
const AGAIN =
  /\b(?:again|another (?:one|version|example|joke|idea|try|attempt|story|poem|name|way|option|answer)?|one more|try (?:again|harder|something)|retry|redo|regenerate|re-?roll|different one|a different (?:one|answer|version|approach|example|idea|joke|story|poem)|something (?:else|different|new)|more (?:like|of) (?:that|this|those|these|them)|surprise me|new one|anything else|what else)\b/;
const CHANCE =
  /\b(?:random|randomly|roll (?:a|the|two|\d+) di(?:c?e)|flip a coin|coin flip|toss a coin|pick (?:a|any) (?:number|card)|shuffle)\b/;
/** Chance as a subject, not as a wish: an algorithm or a test. */
const CHANCE_AS_SUBJECT =
  /\b(?:random (?:forest|walk|variable|access|seed|sampling|oracle)|randomly (?:distributed|sampled))\b/;

/**
 * Why a text is neither looked up nor kept by likeness, for the trace; null if it may be. Its answer would depend on
 * the time, on something outside of the text, or on chance, or the text is too long for the embedder. Pure.
 */
export function unfitForSemantic(question: Question): string | null {
  const { text } = question;
  if (text === '') return 'empty text';
  if (estimateTextTokens(text) > MAXIMUM_TOKENS) return `longer than ${MAXIMUM_TOKENS} tokens`;
  const lower = text.toLowerCase().replaceAll("what's", 'what is').replaceAll("who's", 'who is');
  const asked = lower.replace(/["`][^"`\n]*["`]/g, ' ');
  const time = NOW.exec(asked) ?? NOW_AT_END.exec(asked) ?? CURRENT.exec(asked) ?? CHANGING.exec(asked);
  if (time !== null) return `depends on the time: ${time[0].trim()}`;
  const again = AGAIN.exec(asked);
  if (again !== null) return `asks for something new: ${again[0].trim()}`;
  const chance = CHANCE_AS_SUBJECT.test(asked) || isAboutCode(question) ? null : CHANCE.exec(asked);
  if (chance !== null) return `depends on chance: ${chance[0].trim()}`;
  return refersOutside(question);
}

/** "How do I shuffle a list in python" asks how, and the answer stays the same. */
const isAboutCode = (question: Question): boolean =>
  question.class !== 'command' && question.class !== 'bare';
