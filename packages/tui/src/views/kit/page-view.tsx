import { useState } from 'react';
import { Lines } from '../../components/lines.tsx';
import { createStore } from '../../state/store.ts';
import type { Theme } from '../../theme/index.ts';
import { scroll } from './browse-state.ts';
import { useStore } from './use-store.ts';
import { useViewKeys } from './view-keys.tsx';
import type { ViewKey } from './view-key.ts';
import { bodyRows, viewLines, type Size } from './view-lines.ts';

export interface PageViewProps {
  readonly title: string;
  readonly status?: string;
  /** All of them; what does not fit is scrolled to. */
  readonly lines: readonly string[];
  readonly help: readonly string[];
  readonly size: Size;
  readonly theme: Theme;
  /** What the view itself does with a key that neither scrolls nor leaves. */
  readonly onKey?: (key: ViewKey) => void;
  readonly onLeave: () => void;
  readonly onStop: () => void;
}

/** Text that is scrolled. */
export function PageView(props: PageViewProps) {
  const { title, status, lines, help, size, theme, onKey, onLeave, onStop } = props;
  const [store] = useState(() => createStore({ top: 0 }));
  const state = useStore(store);
  const page = bodyRows(size);
  const top = Math.min(state.top, Math.max(0, lines.length - page));

  useViewKeys(
    () => false,
    (key) => {
      if (key.type === 'move' && key.to !== 'left' && key.to !== 'right') {
        const now = Math.min(store.get().top, Math.max(0, lines.length - page));
        return store.set({ top: scroll(now, key.to, lines.length, page) });
      }
      if (key.type === 'leave' || key.type === 'back') return onLeave();
      if (key.type === 'stop') return onStop();
      return onKey?.(key);
    },
  );

  const seen =
    lines.length > page ? `${top + 1}–${Math.min(lines.length, top + page)} of ${lines.length}` : '';
  const parts = { title, status: status ?? seen, body: lines.slice(top, top + page), help };
  return <Lines lines={viewLines(parts, size, theme)} />;
}
