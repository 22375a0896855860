import type { CacheEntrySummary, CacheStats } from '@jackdaw/core/protocol';
import type { Key } from 'ink';
import { useState, useSyncExternalStore } from 'react';
import { fitText, formatBytes, formatCount, formatDollars, formatRelativeTime } from '../output/index.ts';
import { createStore, type ChatActions } from '../state/index.ts';
import type { Theme } from '../theme/index.ts';
import { ChoiceList } from './choice-list.tsx';

interface CacheScreenProps {
  readonly entries: readonly CacheEntrySummary[];
  readonly stats: CacheStats;
  readonly rows: number;
  readonly columns: number;
  readonly theme: Theme;
  readonly actions: ChatActions;
}

/** Columns that a question keeps beside its figures. */
const QUESTION = 36;

/** Cached answers, the latest first; the totals above them. */
export function CacheScreen({ entries, stats, rows, columns, theme, actions }: CacheScreenProps) {
  const [now] = useState(() => Date.now());
  // The entry that `d` was pressed on once.
  const [asked] = useState(() => createStore<{ id: string | null }>({ id: null }));
  const { id } = useSyncExternalStore(asked.subscribe, asked.get);
  const doomed = entries.find((entry) => entry.id === id);

  const onKey = (input: string, key: Key, index: number): boolean => {
    if (key.eventType === 'release') return true;
    const before = asked.get().id;
    const chosen = entries[index]?.id;
    const isDelete = input === 'd' && !key.ctrl && !key.meta;
    asked.set({ id: isDelete && before === null ? (chosen ?? null) : null });
    if (isDelete && before !== null && before === chosen) void actions.deleteCached(before);
    return isDelete || before !== null;
  };

  return (
    <ChoiceList
      title={totals(stats)}
      choices={entries.map((entry) => ({
        label: entry.prompt,
        detail: fitText(figures(entry, now), Math.max(0, columns - QUESTION - 6)),
      }))}
      rows={rows}
      columns={columns}
      theme={theme}
      hint={
        doomed === undefined
          ? '↑ ↓ choose · Enter shows the answer · d deletes it · Esc goes back'
          : 'Delete this answer for good? d deletes it · any other key keeps it'
      }
      onKey={onKey}
      onChoose={(index) => {
        const entry = entries[index];
        if (entry !== undefined) void actions.showCached(entry.id);
      }}
      onCancel={() => actions.show({ name: 'chat' })}
    />
  );
}

function totals({ entries, bytes, hits, savedUsd }: CacheStats): string {
  return [
    `Cache: ${formatCount(entries.exact)} exact, ${formatCount(entries.semantic)} semantic`,
    formatBytes(bytes),
    `hits ${formatCount(hits.exact)} exact, ${formatCount(hits.semantic)} semantic`,
    `saved ${formatDollars(savedUsd)}`,
  ].join(' · ');
}

/** What people look for first comes first: the rest may be cut. */
function figures({ createdAt, hits, savedUsd, bytes, model }: CacheEntrySummary, now: number): string {
  return [
    formatRelativeTime(createdAt, now),
    `${formatCount(hits)} ${hits === 1 ? 'hit' : 'hits'}`,
    `saved ${formatDollars(savedUsd)}`,
    formatBytes(bytes),
    model,
  ].join(' · ');
}
