import { isListed } from '../words/is-word.ts';
import { STOP_WORDS } from '../words/stop-words.ts';

/** A lower-case word that stands by itself, with a space behind it. */
const WORD = /(?<![^\s(])[a-z]{2,}(?=$|[\s,.?!)])/g;
const SHORTEST = 5;

/**
 * Puts spaces right that one text shows to be wrong by itself: "mypassword" is "my password" (of two words one is as
 * common as "my"), "pass wrod" stays, "pay ment" is "payment". For finding neighbours only; who compares two texts
 * knows more.
 */
export function mendSpaces(text: string): string {
  if (![...text.matchAll(WORD)].some(([word]) => !isListed(word))) return text;
  const joined = text.replace(
    /(?<![^\s(])([a-z]{2,}) ([a-z]{2,})(?=$|[\s,.?!)])/g,
    (both, one: string, other: string) =>
      (!isListed(one) || !isListed(other)) && isListed(one + other) ? one + other : both,
  );
  return joined.replace(WORD, (word) => (word.length < SHORTEST || isListed(word) ? word : split(word)));
}

function split(word: string): string {
  for (let at = 2; at <= word.length - 2; at += 1) {
    const [one, other] = [word.slice(0, at), word.slice(at)];
    if ((STOP_WORDS.has(one) && isListed(other)) || (STOP_WORDS.has(other) && isListed(one)))
      return `${one} ${other}`;
  }
  return word;
}
