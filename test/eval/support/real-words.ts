import { isFixedExpression } from '../../../packages/core/src/semantic/words/fixed-expressions.ts';
import type { Chance } from './seeded.ts';

/** A change as small as a slip that makes another question of it; null where the kind does not fit. */
export interface Change {
  readonly kind: string;
  readonly apply: (text: string, chance: Chance) => string | null;
}

const WORD = /(?<![\w'/.@-])[a-z]{3,}(?![\w'/@-]|\.\w)/g;
/** Exchanged, these leave the question as it was, or stand for one word in two forms. */
const EMPTY = new Set(
  'the and for are was were can could how who what when why where which that this these those there their them then than you your our any will would should does did done has have had with from into onto its his her him she they one ones use used get got let not but all may might must just also please want need about some very much many most more thanks thank like been being out off per via too now has gotta gonna wanna cant tell give'.split(
    ' ',
  ),
);

/** Real words of the corpus, and the small changes to a question that make another one of it. */
export function createChanges(
  vocabulary: ReadonlySet<string>,
  opposites: readonly string[],
  sameMeaning: (one: string, other: string) => boolean,
): readonly Change[] {
  const words = [...vocabulary].filter((word) => word.length >= 3 && !EMPTY.has(word));
  const near = new Map<string, readonly string[]>();
  const neighboursOf = (word: string): readonly string[] => {
    const known = near.get(word);
    if (known !== undefined) return known;
    const found = words.filter((other) => other !== word && isNear(word, other) && !sameMeaning(word, other));
    near.set(word, found);
    return found;
  };
  const swap = (text: string, chance: Chance, others: (word: string) => readonly string[]): string | null => {
    for (let tries = 0; tries < 10; tries += 1) {
      const match = chance.pick(
        [...text.matchAll(WORD)].filter(([word]) => !EMPTY.has(word) && vocabulary.has(word)),
      );
      const other = match === undefined ? undefined : chance.pick(others(match[0]));
      if (match !== undefined && isWithinExpression(text, match)) continue;
      if (match === undefined || other === undefined || text.includes(other)) continue;
      return text.slice(0, match.index) + other + text.slice(match.index + match[0].length);
    }
    return null;
  };
  const turned = new Map<string, string[]>();
  for (const pair of opposites) {
    const [one = '', other = ''] = pair.split(' ');
    turned.set(one, [...(turned.get(one) ?? []), other]);
    turned.set(other, [...(turned.get(other) ?? []), one]);
  }
  return [
    {
      kind: 'another word, one or two letters off',
      apply: (text, chance) => swap(text, chance, neighboursOf),
    },
    { kind: 'opposite', apply: (text, chance) => swap(text, chance, (word) => turned.get(word) ?? []) },
    {
      kind: 'another word',
      apply: (text, chance) =>
        swap(text, chance, (word) => {
          const other = chance.pick(words) ?? word;
          return sameMeaning(word, other) ? [] : [other];
        }),
    },
    {
      kind: 'number, one more or less',
      apply: (text, chance) => {
        const match = /(?<![\w.,])\d{1,6}(?![\w.,])/.exec(text);
        if (match === null) return null;
        const value = Number(match[0]);
        return (
          text.slice(0, match.index) +
          String(value > 1 && chance.next() < 0.5 ? value - 1 : value + 1) +
          text.slice(match.index + match[0].length)
        );
      },
    },
    {
      kind: 'negated',
      apply: (text) => {
        if (/\b(?:not|no|never|without)\b|n't\b/i.test(text)) return null;
        const changed = text
          .replace(
            /\b(is|are|can|do|does|did|will|should|would|could) (the|a|an|my|it|i|you|we|they|there)\b(?! not)/i,
            '$1 $2 not',
          )
          .replace(/\bnot (?=[a-z]+ (?:is|are)\b)/i, 'not ');
        return changed === text ? null : changed;
      },
    },
    {
      kind: 'a word added',
      apply: (text, chance) => {
        const added = chance.pick(words.filter((word) => word.length > 4));
        const match = chance.pick([...text.matchAll(/\b(?:my|the|a|an) (?=[a-z]{3,})/gi)]);
        if (added === undefined || match === undefined || text.includes(added)) return null;
        const at = match.index + match[0].length;
        return `${text.slice(0, at)}${added} ${text.slice(at)}`;
      },
    },
    {
      kind: 'name exchanged',
      apply: (text, chance) => {
        const names = [
          'paris',
          'london',
          'dallas',
          'japan',
          'france',
          'spain',
          'chicago',
          'canada',
          'italy',
          'python',
          'java',
          'javascript',
          'visa',
          'mastercard',
          'google',
          'apple',
          'monday',
          'tuesday',
          'friday',
          'sunday',
          'english',
          'spanish',
          'french',
          'german',
          'dollars',
          'pounds',
          'euros',
          'chase',
          'delta',
        ];
        const match = new RegExp(`\\b(?:${names.join('|')})\\b`, 'i').exec(text);
        const other = chance.pick(names.filter((name) => name !== match?.[0].toLowerCase()));
        return match === null || other === undefined || text.toLowerCase().includes(other)
          ? null
          : text.slice(0, match.index) + other + text.slice(match.index + match[0].length);
      },
    },
  ];
}

/** At most two letters changed, added or dropped, or two neighbours swapped, and the same first letter or the same rest. */
function isNear(one: string, other: string): boolean {
  if (Math.abs(one.length - other.length) > 2) return false;
  let start = 0;
  while (start < one.length && start < other.length && one[start] === other[start]) start += 1;
  let end = 0;
  const shorter = Math.min(one.length, other.length) - start;
  while (end < shorter && one.at(-1 - end) === other.at(-1 - end)) end += 1;
  return Math.max(one.length, other.length) - start - end <= 2 && start + end >= 2;
}

/** A "debt card" is a slip of a debit card, as anybody can see. */
function isWithinExpression(text: string, { index, 0: word }: RegExpExecArray): boolean {
  const before = text.slice(0, index).trim().split(/\s+/).at(-1) ?? '';
  const next =
    text
      .slice(index + word.length)
      .trim()
      .split(/[\s?.!,]+/)[0] ?? '';
  return isFixedExpression(before, word) || isFixedExpression(word, next);
}
