import { useInput, type Key } from 'ink';
import { createContext, useContext, useLayoutEffect, useState, type ReactNode } from 'react';
import { viewKeys, type FindInView, type ViewKey } from './view-key.ts';

/** The screen that takes the keys. */
interface KeyTarget {
  /** Whether letters are text; asked anew before each key. */
  readonly typing: () => boolean;
  readonly onKey: (key: ViewKey) => void;
}

interface KeyReader {
  read(input: string, key: Key): void;
  /** Gives the keys to a screen until what is returned is called. */
  show(target: KeyTarget): () => void;
}

const ReaderContext = createContext<KeyReader | null>(null);

/**
 * Reads the keys for the screens inside; `find` is the first one that was given. Each goes to the screen that is shown when its turn comes: of two keys that
 * arrive as one, the first may bring another screen.
 */
export function ViewKeys({ find, children }: { readonly find: FindInView; readonly children: ReactNode }) {
  const [reader] = useState(() => createReader(find));
  useInput(reader.read);
  return <ReaderContext.Provider value={reader}>{children}</ReaderContext.Provider>;
}

/** Takes the keys for as long as the component is shown; stands inside of `ViewKeys`. */
export function useViewKeys(typing: () => boolean, onKey: (key: ViewKey) => void): void {
  const reader = useContext(ReaderContext);
  useLayoutEffect(() => reader?.show({ typing, onKey }));
}

function createReader(find: FindInView): KeyReader {
  const waiting: (readonly [input: string, key: Key])[] = [];
  let shown: KeyTarget | null = null;
  let scheduled = false;

  function next(): void {
    const first = waiting.shift();
    // What a key did is on the screen when the next one is looked at.
    scheduled = waiting.length > 0;
    if (scheduled) setImmediate(next);
    if (first === undefined || shown === null) return;
    const { typing, onKey } = shown;
    for (const key of viewKeys(...first, typing(), find)) onKey(key);
  }

  return {
    read(input, key) {
      const letters = Array.from(input);
      for (const part of letters.length > 1 ? letters : [input]) waiting.push([part, key]);
      if (!scheduled) next();
    },
    show(target) {
      shown = target;
      return () => {
        if (shown === target) shown = null;
      };
    },
  };
}
