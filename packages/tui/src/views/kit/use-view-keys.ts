import { useInput } from 'ink';
import { viewKeys, type ViewKey } from './view-key.ts';

/** Calls for each key of a view, one by one, however they arrived. `typing` is asked anew before each. */
export function useViewKeys(typing: () => boolean, onKey: (key: ViewKey) => void): void {
  useInput((input, key) => {
    const wasTyping = typing();
    const keys = viewKeys(input, key, wasTyping);
    for (const [index, each] of keys.entries()) {
      onKey(each);
      // What follows a `/` in one piece is the filter's text.
      if (typing() === wasTyping) continue;
      const rest = Array.from(input)
        .slice(index + 1)
        .join('');
      if (rest !== '') for (const later of viewKeys(rest, key, typing())) onKey(later);
      return;
    }
  });
}
