import type { Chance } from './seeded.ts';

/** Spoils one word (letters only); null where this slip cannot happen to it. */
export type Slip = (word: string, chance: Chance) => string | null;

const ROWS = ['qwertyuiop', 'asdfghjkl', 'zxcvbnm'];

/** Slips of the hand by kind. The first letter is nearly always right, but may be swapped with the second or doubled. */
export const SLIPS: Readonly<Record<string, Slip>> = {
  'letters swapped': (word, chance) => {
    const at = chance.below(word.length - 1);
    const swapped = word.slice(0, at) + word.charAt(at + 1) + word.charAt(at) + word.slice(at + 2);
    return swapped === word ? null : swapped;
  },
  'letter dropped': (word, chance) => {
    if (word.length < 4) return null;
    const at = 1 + chance.below(word.length - 1);
    return word.slice(0, at) + word.slice(at + 1);
  },
  'letter doubled': (word, chance) => {
    const at = chance.below(word.length);
    return word.slice(0, at + 1) + word.slice(at);
  },
  'neighbouring key': (word, chance) => {
    const at = 1 + chance.below(word.length - 1);
    const near = chance.pick(neighbours(word.charAt(at)));
    return near === undefined ? null : word.slice(0, at) + near + word.slice(at + 1);
  },
  'neighbouring key added': (word, chance) => {
    const at = 1 + chance.below(word.length - 1);
    const near = chance.pick(neighbours(word.charAt(at)));
    return near === undefined ? null : word.slice(0, at) + near + word.slice(at);
  },
  'vowel by ear': (word, chance) => {
    const places = [...word.matchAll(/[aeiou]/gi)]
      .map((match) => match.index)
      .filter((at) => at > 0 && at < word.length - 1);
    const at = chance.pick(places);
    if (at === undefined || word.length < 6) return null;
    const other =
      chance.pick(['a', 'e', 'i', 'o', 'u'].filter((vowel) => vowel !== word.charAt(at).toLowerCase())) ??
      'e';
    return word.slice(0, at) + other + word.slice(at + 1);
  },
  'double letter lost': (word) => {
    const lost = word.replace(/([a-z])\1/i, '$1');
    return lost === word || word.length < 5 ? null : lost;
  },
};

/** Keys beside this one, and above or below it. */
function neighbours(letter: string): string[] {
  const low = letter.toLowerCase();
  return ROWS.flatMap((row, index) => {
    const own = ROWS.findIndex((other) => other.includes(low));
    const column = ROWS[own]?.indexOf(low) ?? -1;
    if (own < 0 || Math.abs(own - index) > 1) return [];
    const columns =
      own === index ? [column - 1, column + 1] : own < index ? [column - 1, column] : [column, column + 1];
    return columns.map((at) => row[at]).filter((key) => key !== undefined);
  });
}
