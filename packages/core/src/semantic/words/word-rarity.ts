import { WORDS_BY_RARITY } from './word-rarity-data.ts';

const LEVELS = new Map(
  WORDS_BY_RARITY.flatMap((words, level) =>
    words.split(/\s+/).map((word): [string, number] => [word, level]),
  ),
);

/** How rare a stem is among questions: 0 for the commonest words, 1 for the rarest and for any word not counted. */
export function rarityOf(stemmed: string): number {
  const level = LEVELS.get(stemmed);
  return level === undefined ? 1 : level / WORDS_BY_RARITY.length;
}
