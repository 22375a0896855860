import type { CacheEntrySummary } from '@jackdaw/core/protocol';
import { useState } from 'react';
import { formatBytes, formatCount, formatDollars, formatRelativeTime } from '../../output/index.ts';
import { createStore } from '../../state/store.ts';
import { BrowseView } from '../kit/browse-view.tsx';
import { createHints } from '../kit/key-hints.ts';
import { createKeyedLoader } from '../kit/loader.ts';
import type { Question } from '../kit/question.ts';
import { useStore } from '../kit/use-store.ts';
import type { ViewContext } from '../view-context.ts';
import { createCacheModel, type CacheState } from './cache-model.ts';
import { entryLines } from './entry-lines.ts';

/** Every cached answer: read, pinned, deleted; what each has saved, and which questions lie near it. */
export function CacheView({ client, keys, theme, highlight, size, standing, leave, stop }: ViewContext) {
  const [now] = useState(() => Date.now());
  const [model] = useState(() => createCacheModel(client));
  const [asking] = useState(() => createStore<{ question: Question | null }>({ question: null }));
  const [details] = useState(() =>
    createKeyedLoader(async (id) => {
      const connection = await client();
      const entry = await connection.call('cache.get', { id });
      return { entry, neighbours: await connection.call('cache.neighbours', { id }) };
    }),
  );
  const state = useStore(model);
  useStore(asking);
  useStore(details);

  const { hint, arrows, leave: way } = createHints(keys);
  const onLetter = (letter: string, entry: CacheEntrySummary | null) => {
    if (letter === 'o') model.nextOrder();
    if (letter === 'r') model.reload();
    if (entry === null) return;
    const { id } = entry;
    if (letter === 'p') {
      const pinned = entry.pinned !== true;
      model.change(
        pinned ? 'Pinned: it neither expires nor makes room.' : 'No longer pinned.',
        async (connection) => {
          await connection.call('cache.pin', { id, pinned });
          details.forget(id);
        },
      );
    }
    if (letter === 'd') {
      const onDone = () => model.change('Deleted.', (connection) => connection.call('cache.delete', { id }));
      asking.set({
        question: {
          kind: 'confirm',
          label: 'Delete this answer for good?',
          letter: 'd',
          shown: keys.label('cache-delete'),
          onDone,
        },
      });
    }
  };
  return (
    <BrowseView
      title={`Cache${standing}`}
      status={() => totals(state)}
      entries={(filter) =>
        state.entries.filter(({ prompt, model: name }) => holds(`${prompt} ${name}`, filter))
      }
      entryOf={(entry) => ({
        label: entry.prompt,
        ...(entry.pinned === true ? { mark: '[pinned]' } : {}),
        figures: [
          `${formatCount(entry.hits)} ${entry.hits === 1 ? 'hit' : 'hits'}`,
          formatDollars(entry.savedUsd),
          formatRelativeTime(entry.createdAt, now),
        ],
      })}
      detailOf={(entry, { columns }) => {
        if (entry === null) return [];
        const { data, problem } = details.read(entry.id);
        return data === null
          ? [theme.dim(problem ?? 'Reading…')]
          : entryLines(data, now, columns, theme, highlight);
      }}
      help={[
        ...arrows('view-up', 'view-down', 'choose'),
        'Enter read',
        ...hint('cache-pin', 'pin'),
        ...hint('cache-delete', 'delete'),
        ...hint('view-filter', 'filter'),
        ...hint('cache-order', `order: ${state.order}`),
        ...hint('cache-reload', 'read again'),
        way,
      ]}
      prompt={state.note === null ? null : theme.shine(state.note)}
      questionNow={() => asking.get().question}
      onQuestion={(question) => asking.set({ question })}
      empty={(filter) =>
        state.problem ??
        (state.loading ? 'Reading…' : filter === '' ? 'The cache is empty.' : 'Nothing found.')
      }
      loading={state.loading}
      size={size}
      theme={theme}
      onEnter="detail"
      onLetter={onLetter}
      onLeave={leave}
      onStop={stop}
    />
  );
}

function holds(text: string, filter: string): boolean {
  const lower = text.toLocaleLowerCase();
  return filter
    .toLocaleLowerCase()
    .split(/\s+/)
    .every((word) => lower.includes(word));
}

function totals({ stats, entries, cut }: CacheState): string {
  if (stats === null) return '';
  const count = cut
    ? `${formatCount(entries.length)} of ${formatCount(stats.entries.exact)}`
    : formatCount(stats.entries.exact);
  return `${count} ${stats.entries.exact === 1 ? 'answer' : 'answers'} · ${formatBytes(stats.bytes)} · saved ${formatDollars(stats.savedUsd)}`;
}
