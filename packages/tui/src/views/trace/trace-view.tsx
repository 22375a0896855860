import type { TraceSummary } from '@jackdaw/core/protocol';
import { useState } from 'react';
import { formatDollars, formatDuration, formatRelativeTime } from '../../output/index.ts';
import { createStore } from '../../state/store.ts';
import { neutraliseName } from '../../text/index.ts';
import { findTrace } from '../../trace/index.ts';
import { BROWSE_START } from '../kit/browse-state.ts';
import { BrowseView } from '../kit/browse-view.tsx';
import { createHints } from '../kit/key-hints.ts';
import { createKeyedLoader, createLoader } from '../kit/loader.ts';
import { PageView } from '../kit/page-view.tsx';
import { useStore } from '../kit/use-store.ts';
import type { ViewContext } from '../view-context.ts';
import { waterfallLines } from './waterfall-lines.ts';

interface TraceViewProps extends ViewContext {
  /** `last`, an id, the beginning of one; null for the list. */
  readonly id: string | null;
}

const MOST = 200;
const NONE: readonly TraceSummary[] = [];

/** Where a turn's time went: the chosen one as a waterfall, the list of recent ones behind it. */
export function TraceView({ id, client, keys, theme, size, standing, leave, stop }: TraceViewProps) {
  const { hint, arrows, leave: way } = createHints(keys);
  const [chosen, choose] = useState(id);
  const [now] = useState(() => Date.now());
  const [list] = useState(() =>
    createLoader(async () => (await (await client()).call('trace.list', { limit: MOST })).traces),
  );
  const [found] = useState(() =>
    createKeyedLoader(async (start) => {
      const connection = await client();
      return connection.call('trace.get', { id: await findTrace(connection, start) });
    }),
  );
  // The list is as it was when the waterfall is left.
  const [browsed] = useState(() => createStore(BROWSE_START));
  const { data, loading, problem } = useStore(list);
  useStore(found);
  const waterfallOf = (start: string, columns: number) => {
    const trace = found.read(start);
    return trace.data === null
      ? [theme.dim(trace.problem ?? 'Reading…')]
      : waterfallLines(trace.data, columns, theme);
  };

  if (chosen !== null) {
    return (
      <PageView
        title={`Trace ${found.read(chosen).data?.id ?? chosen}${standing}`}
        lines={waterfallOf(chosen, size.columns)}
        help={[...arrows('view-up', 'view-down', 'scroll'), 'Enter list of traces', way]}
        size={size}
        theme={theme}
        onKey={(key) => key.type === 'enter' && choose(null)}
        onLeave={leave}
        onStop={stop}
      />
    );
  }
  return (
    <BrowseView
      title={`Traces${standing}`}
      entries={(filter) => (data ?? NONE).filter((trace) => textOf(trace).includes(filter.toLowerCase()))}
      entryOf={(trace) => ({
        label: `${formatRelativeTime(trace.startedAt, now)} · ${neutraliseName(trace.model ?? 'no model')}`,
        figures: [
          trace.outcome === 'complete' ? (trace.cache ?? '–') : trace.outcome,
          formatDuration(trace.durationMs),
          formatDollars(trace.costUsd),
        ],
      })}
      detailOf={(trace, { columns }) => (trace === null ? [] : waterfallOf(trace.id, columns))}
      help={[
        ...arrows('view-up', 'view-down', 'choose'),
        'Enter waterfall',
        ...hint('view-filter', 'filter'),
        ...hint('trace-reload', 'read again'),
        ...hint('view-pane', 'pane'),
        way,
      ]}
      empty={() => problem ?? (loading ? 'Reading…' : 'No turns yet.')}
      browsed={browsed}
      loading={loading}
      size={size}
      theme={theme}
      onEnter={(trace) => choose(trace.id)}
      onLetter={(letter) => letter === 'r' && list.reload()}
      onLeave={leave}
      onStop={stop}
    />
  );
}

/** What the filter looks through. */
function textOf({ id, model, outcome, cache }: TraceSummary): string {
  return `${id} ${model ?? ''} ${outcome} ${cache ?? ''}`.toLowerCase();
}
