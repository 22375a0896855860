import { stem } from './stem.ts';
import { NAME_GROUPS } from './name-groups.ts';
import { SYNONYM_GROUPS } from './synonym-groups.ts';

const GROUP_OF = new Map<string, string>();
for (const group of [...SYNONYM_GROUPS, ...NAME_GROUPS]) {
  const [first = '', ...others] = group.split(' ');
  const name = stem(first);
  for (const word of [first, ...others]) {
    const key = stem(word);
    if (!GROUP_OF.has(key)) GROUP_OF.set(key, GROUP_OF.get(name) ?? name);
  }
}

/** The key under which a word is compared: its stem, or the name of its group of synonyms. */
export function keyOf(word: string): string {
  const stemmed = stem(word);
  return GROUP_OF.get(stemmed) ?? stemmed;
}

/** Whether the stem belongs to a group; such a word is known, whatever the counts say. */
export function hasSynonyms(stemmed: string): boolean {
  return GROUP_OF.has(stemmed);
}
