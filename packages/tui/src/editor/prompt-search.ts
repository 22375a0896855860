/** Looking for an earlier prompt, while what was typed waits. */
export interface PromptSearch {
  readonly query: string;
  /** Which match is marked, from the newest on. */
  readonly chosen: number;
}

export interface PromptMatch {
  readonly prompt: string;
  /** Where the words of the query stand in it: offsets, in order, without overlap. */
  readonly found: readonly { readonly start: number; readonly end: number }[];
}

const MOST = 100;

/** Prompts that hold every word of the query, case aside, newest first and each once. `prompts`: oldest first. */
export function searchPrompts(prompts: readonly string[], query: string): readonly PromptMatch[] {
  const words = query
    .toLocaleLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  const seen = new Set<string>();
  const matches: PromptMatch[] = [];
  for (const prompt of prompts.toReversed()) {
    if (matches.length === MOST) break;
    if (seen.has(prompt)) continue;
    seen.add(prompt);
    const found = findWords(prompt, words);
    if (found !== null) matches.push({ prompt, found });
  }
  return matches;
}

/** Null where a word is missing. */
function findWords(prompt: string, words: readonly string[]): PromptMatch['found'] | null {
  const lower = prompt.toLocaleLowerCase();
  const found = words.map((word) => ({ start: lower.indexOf(word), end: lower.indexOf(word) + word.length }));
  if (found.some(({ start }) => start === -1)) return null;
  // Where lower case has another length, places would be wrong: the match alone counts.
  if (lower.length !== prompt.length) return [];
  return found
    .toSorted((one, other) => one.start - other.start)
    .filter(({ start }, index, sorted) => index === 0 || start >= (sorted[index - 1]?.end ?? 0));
}
