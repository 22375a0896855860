import { useApp, useWindowSize } from 'ink';
import { useEffect, useState } from 'react';
import { onStopSignal, stopProcess } from '../full-screen/index.ts';
import { CacheView } from './cache/cache-view.tsx';
import { HistoryView } from './history/history-view.tsx';
import { MetricsView } from './metrics/metrics-view.tsx';
import { TraceView } from './trace/trace-view.tsx';
import { createLiveLoader } from './kit/live-loader.ts';
import { useStore } from './kit/use-store.ts';
import type { FindInView } from './kit/view-key.ts';
import { ViewKeys } from './kit/view-keys.tsx';
import type { FullView as OpenView } from '../state/index.ts';
import type { ViewContext } from './view-context.ts';

export type FullViewProps = Omit<ViewContext, 'size' | 'stop' | 'standing'>;

/** The full-screen view that is open. */
export function FullView(props: FullViewProps) {
  const size = useWindowSize();
  const { suspendTerminal } = useApp();
  const { fullView } = useStore(props.view);
  const { client, keys, view } = props;
  // Of the view that is shown when the key's turn comes.
  const [find] = useState((): FindInView => (input, key) => {
    const shown = view.get().fullView;
    return shown === null ? null : keys.findInView(shown.name, input, key);
  });
  const [status] = useState(() =>
    createLiveLoader(props.view, null, async () => (await client()).call('status', {})),
  );
  const offline = useStore(status).data?.upstream?.state === 'offline';
  useEffect(() => onStopSignal(() => void suspendTerminal(stopProcess)), [suspendTerminal]);
  const context: ViewContext = {
    ...props,
    size,
    standing: offline ? ' · offline' : '',
    stop: () => void suspendTerminal(stopProcess),
  };

  return <ViewKeys find={find}>{fullView === null ? null : viewOf(fullView, context)}</ViewKeys>;
}

function viewOf(view: OpenView, context: ViewContext) {
  switch (view.name) {
    case 'metrics':
      return <MetricsView {...context} />;
    case 'history':
      return <HistoryView {...context} />;
    case 'cache':
      return <CacheView {...context} />;
    case 'trace':
      return <TraceView key={view.id} {...context} id={view.id} />;
  }
}
