import { useEffect, useRef, useState } from 'react';
import { Lines } from '../../components/lines.tsx';
import { fitText } from '../../output/index.ts';
import { createStore, type Store } from '../../state/store.ts';
import { neutraliseLine } from '../../text/index.ts';
import type { Theme } from '../../theme/index.ts';
import { browseLayout } from './browse-layout.ts';
import { browseLines } from './browse-lines.ts';
import { browse, BROWSE_START, type BrowseState } from './browse-state.ts';
import { listLines, type ListEntry } from './list-lines.ts';
import { answerQuestion, questionLine, type Question } from './question.ts';
import { useStore } from './use-store.ts';
import { useViewKeys } from './view-keys.tsx';
import { viewLines, type Size } from './view-lines.ts';

export interface BrowseViewProps<T> {
  readonly title: string;
  /** In order; those that the filter leaves. */
  readonly entries: (filter: string) => readonly T[];
  readonly entryOf: (entry: T) => ListEntry;
  /** Lines of the details, fitting the width. Null: nothing is chosen. */
  readonly detailOf: (entry: T | null, size: Size) => readonly string[];
  readonly status?: (shown: number) => string;
  readonly help: readonly string[];
  /** In the place of the help. */
  readonly prompt?: string | null;
  /** Stands in the place of the help and takes every key. */
  readonly questionNow?: () => Question | null;
  readonly onQuestion?: (next: Question | null) => void;
  readonly empty: (filter: string) => string;
  /** The list is being read: Enter waits for it. */
  readonly loading?: boolean;
  /** What is chosen and filtered, where it outlives the list. */
  readonly browsed?: Store<BrowseState>;
  readonly size: Size;
  readonly theme: Theme;
  /** `detail`: Enter goes to the details and back. */
  readonly onEnter: ((entry: T) => void) | 'detail';
  /** A letter that means something in this view alone. */
  readonly onLetter?: (letter: string, entry: T | null) => void;
  readonly onFilter?: (filter: string) => void;
  readonly onLeave: () => void;
  readonly onStop: () => void;
}

/** A list with details: arrows, filter, panes. What its entries are is the caller's. */
export function BrowseView<T>(props: BrowseViewProps<T>) {
  const { size, theme, entryOf, detailOf } = props;
  // Several keys can arrive before one render: each must see what the one before it did.
  const [store] = useState(() => props.browsed ?? createStore(BROWSE_START));
  const state = useStore(store);
  /** Enter was pressed before there was anything to enter. */
  const early = useRef(false);
  const layout = browseLayout(size);
  const entriesNow = () => props.entries(store.get().filter);
  const entries = entriesNow();
  const chosenOf = (list: readonly T[]) =>
    list[Math.max(0, Math.min(store.get().chosen, list.length - 1))] ?? null;
  const chosen = chosenOf(entries);
  const { rows: detailRows, columns: detailColumns } = layout.detail;
  const detail = detailOf(chosen, { rows: detailRows, columns: detailColumns });

  const enter = (entry: T) => {
    if (props.onEnter === 'detail') store.set({ pane: store.get().pane === 'list' ? 'detail' : 'list' });
    else props.onEnter(entry);
  };
  useEffect(() => {
    if (!early.current || props.loading === true) return;
    early.current = false;
    if (chosen !== null) enter(chosen);
  });

  useViewKeys(
    () => store.get().typing || props.questionNow?.()?.kind === 'text',
    (key) => {
      const asked = props.questionNow?.() ?? null;
      if (asked !== null) return props.onQuestion?.(answerQuestion(asked, key));
      const list = entriesNow();
      const before = store.get();
      const { state: after, effect } = browse(before, key, {
        count: list.length,
        listRows: layout.list.rows,
        detailRows,
        detailLength: detail.length,
      });
      store.set(after);
      if (after.filter !== before.filter) props.onFilter?.(after.filter);
      const entry = chosenOf(list);
      early.current = effect.type === 'enter' && entry === null && props.loading === true;
      if (effect.type === 'enter' && entry !== null) enter(entry);
      if (effect.type === 'letter') props.onLetter?.(effect.letter, entry);
      if (effect.type === 'leave') props.onLeave();
      return effect.type === 'stop' ? props.onStop() : undefined;
    },
  );

  const at = Math.max(0, Math.min(state.chosen, entries.length - 1));
  const list =
    entries.length === 0
      ? [theme.dim(fitText(neutraliseLine(props.empty(state.filter)), layout.list.columns))]
      : listLines(entries.map(entryOf), at, layout.list.rows, layout.list.columns, theme);
  const top = Math.min(state.top, Math.max(0, detail.length - detailRows));
  const body = browseLines(layout, list, detail.slice(top, top + detailRows), state.pane, theme);
  const question = props.questionNow?.() ?? null;
  const prompt =
    question !== null
      ? questionLine(question, size.columns, theme)
      : state.typing
        ? filterPrompt(state.filter, size.columns, theme)
        : (props.prompt ?? null);
  const filtered = state.filter === '' || state.typing ? '' : ` · “${state.filter}”`;
  const parts = {
    title: `${props.title}${filtered}`,
    status: props.status?.(entries.length) ?? `${entries.length === 0 ? 0 : at + 1} of ${entries.length}`,
    body,
    help: props.help,
    prompt,
  };
  return <Lines lines={viewLines(parts, size, theme)} />;
}

function filterPrompt(filter: string, columns: number, theme: Theme): string {
  const room = Math.max(4, columns - 3);
  const shown = Array.from(filter).slice(-room).join('');
  return `${theme.accent('/')} ${shown}${theme.accent('▏')}`;
}
