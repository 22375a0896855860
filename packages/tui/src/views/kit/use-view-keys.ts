import { useInput } from 'ink';
import { viewKeys, type ViewKey } from './view-key.ts';

/** Calls for each key of a view, one by one, however they arrived. `typing` is asked anew before each. */
export function useViewKeys(typing: () => boolean, onKey: (key: ViewKey) => void): void {
  useInput((input, key) => {
    const letters = Array.from(input);
    // Several at once are letters: what a key does decides what the next one is.
    for (const part of letters.length > 1 ? letters : [input]) {
      for (const each of viewKeys(part, key, typing())) onKey(each);
    }
  });
}
