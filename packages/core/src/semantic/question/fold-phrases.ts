import { PARTICLE_VERBS, PHRASES } from '../words/phrases.ts';
import { stem } from '../words/stem.ts';
import type { Token } from './token.ts';

interface Phrase {
  readonly words: readonly string[];
  readonly meaning: string;
}

const parse = (line: string): Phrase[] => {
  const cut = line.indexOf(': ');
  return line
    .slice(cut + 2)
    .split(', ')
    .map((words) => ({ words: words.split(' '), meaning: line.slice(0, cut) }));
};
const byFirst = (phrases: readonly Phrase[], key: (word: string) => string): Map<string, Phrase[]> => {
  const map = new Map<string, Phrase[]>();
  for (const phrase of phrases.toSorted((a, b) => b.words.length - a.words.length)) {
    const first = key(phrase.words[0] ?? '');
    map.set(first, [...(map.get(first) ?? []), phrase]);
  }
  return map;
};
const WHOLE = byFirst(PHRASES.flatMap(parse), (word) => word);
const SPLIT = byFirst(PARTICLE_VERBS.flatMap(parse), stem);
/** How far a particle may stand from its verb: "turn my phone's screen off". */
const REACH = 5;

/** Replaces several words that mean one by that one. */
export function foldPhrases(tokens: readonly Token[]): Token[] {
  const result: Token[] = [];
  const used = new Set<number>();
  for (const [index, token] of tokens.entries()) {
    if (used.has(index)) continue;
    const folded =
      token.kind === 'word' && !token.quoted ? (wholeAt(tokens, index) ?? splitAt(tokens, index)) : null;
    if (folded === null) {
      result.push(token);
      continue;
    }
    for (const each of folded.used) used.add(each);
    const raw = folded.used.map((each) => tokens[each]?.raw ?? '').join(' ');
    for (const text of folded.meaning.split(' ')) result.push({ ...token, raw, text, capital: false });
  }
  return result;
}

function wholeAt(tokens: readonly Token[], index: number): { used: number[]; meaning: string } | null {
  for (const { words, meaning } of WHOLE.get(tokens[index]?.text ?? '') ?? []) {
    const last = words.length - 1;
    const fits = words.every((word, offset) => {
      const text = tokens[index + offset]?.text;
      return text === word || (offset === last && last > 0 && text === `${word}s`);
    });
    if (!fits) continue;
    return { used: words.map((_, offset) => index + offset), meaning };
  }
  return null;
}

function splitAt(tokens: readonly Token[], index: number): { used: number[]; meaning: string } | null {
  for (const { words, meaning } of SPLIT.get(stem(tokens[index]?.text ?? '')) ?? []) {
    const particle = words[1] ?? '';
    for (let at = index + 1; at <= index + REACH && tokens[at]?.kind === 'word'; at += 1) {
      if (tokens[at]?.text !== particle) continue;
      // "turn the page on Monday": a particle away from its verb stands before the end, a mark or a preposition.
      const after = tokens[at + 1];
      const closes =
        after === undefined ||
        after.kind === 'mark' ||
        /^(?:in|on|for|from|at|when|while|and|if|before|after|with|to)$/.test(after.text);
      if (at === index + 1 || closes) return { used: [index, at], meaning };
    }
  }
  return null;
}
