import type { Question } from './question.ts';

/** One word as it stands in a text. */
export interface TypedWord {
  /** Lower case. */
  readonly text: string;
  readonly typed: string;
  readonly start: number;
  readonly end: number;
  /** A comma follows. */
  readonly comma: boolean;
  /** Begins with a capital inside a sentence, where not all words do. */
  readonly name: boolean;
  /** All capitals, where not all words are. */
  readonly acronym: boolean;
}

/** The words of a text, and what it takes to compare them with those of another. */
export interface TypedWords {
  readonly list: readonly TypedWord[];
  /** How often each stands there. */
  readonly counts: ReadonlyMap<string, number>;
  /** Words that stand next to each other, with a space between. */
  readonly pairs: ReadonlySet<string>;
  /** The ones of these with a comma between them. */
  readonly commas: ReadonlySet<string>;
  /** Two neighbours by how they look without the space: "mypassword" → "my password". */
  readonly joined: ReadonlyMap<string, string>;
  /** Words with an apostrophe, by how they look without it. */
  readonly bare: ReadonlyMap<string, string>;
}

/** Words and numbers that are no part of code, paths, versions or amounts. */
const WORD = /(?<![^\s(,.;:!?"])[\p{L}\p{N}]+(?:'\p{L}+)*(?![^\s),.;:!?"])(?![.:,][\p{L}\p{N}])/gu;
const cache = new WeakMap<Question, TypedWords>();

/** The words of a question as typed; computed once for each. */
export function wordsIn(question: Question): TypedWords {
  const known = cache.get(question);
  if (known !== undefined) return known;
  const words = compute(question.text);
  cache.set(question, words);
  return words;
}

function compute(text: string): TypedWords {
  const matches = [...text.matchAll(WORD)];
  const capitals = matches.filter(([word]) => /^\p{Lu}/u.test(word)).length;
  const shouting = capitals / Math.max(1, matches.length) > 0.6;
  const list = matches.map((match, at): TypedWord => {
    const typed = match[0];
    const end = match.index + typed.length;
    const capital = !shouting && /^\p{Lu}/u.test(typed);
    return {
      text: typed.toLowerCase(),
      typed,
      start: match.index,
      end,
      comma: text.charAt(end) === ',',
      name: capital && at > 0,
      acronym: capital && typed.length > 1 && /^\p{Lu}+$/u.test(typed),
    };
  });
  const pairs = new Set<string>();
  const commas = new Set<string>();
  const joined = new Map<string, string>();
  const counts = new Map<string, number>();
  const bare = new Map<string, string>();
  let before: TypedWord | undefined;
  for (const word of list) {
    counts.set(word.text, (counts.get(word.text) ?? 0) + 1);
    if (word.text.includes("'")) bare.set(word.text.replaceAll("'", ''), word.text);
    if (before !== undefined) {
      const pair = `${before.text} ${word.text}`;
      pairs.add(pair);
      if (before.comma) commas.add(pair);
      joined.set(before.text + word.text, pair);
    }
    before = word;
  }
  return { list, counts, pairs, commas, joined, bare };
}

/** Whether the two stand next to each other in this text; '' stands for its beginning or end. */
export function nextTo(words: TypedWords, before: string, next: string): boolean {
  if (before === '') return words.list[0]?.text === next;
  return next === '' ? words.list.at(-1)?.text === before : words.pairs.has(`${before} ${next}`);
}
