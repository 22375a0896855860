import { useState } from 'react';
import { bodyRows } from '../kit/view-lines.ts';
import { createHints } from '../kit/key-hints.ts';
import { createLiveLoader } from '../kit/live-loader.ts';
import { PageView } from '../kit/page-view.tsx';
import { useStore } from '../kit/use-store.ts';
import type { ViewKey } from '../kit/view-key.ts';
import type { ViewContext } from '../view-context.ts';
import { readMetrics } from './metrics-data.ts';
import { metricsPageLines } from './metrics-lines.ts';
import { METRICS_WINDOWS, type MetricsWindow } from './metrics-window.ts';

/** Figures over time: money, turns, hits, latencies, errors. Drawn anew when the daemon says that something changed. */
export function MetricsView({
  view,
  client,
  actions,
  keys,
  theme,
  size,
  standing,
  leave,
  stop,
}: ViewContext) {
  const [loader] = useState(() =>
    createLiveLoader(view, hourWindow(), async (window: MetricsWindow) =>
      readMetrics(await client(), window),
    ),
  );
  const { chosen, data, problem } = useStore(loader);
  const { hint, arrows, leave: way } = createHints(keys);
  const step = (by: number) => {
    const index = METRICS_WINDOWS.findIndex(({ id }) => id === loader.get().chosen.id);
    loader.choose(METRICS_WINDOWS[(index + by + METRICS_WINDOWS.length) % METRICS_WINDOWS.length] ?? chosen);
  };
  const onKey = (key: ViewKey) => {
    if (key.type === 'next-pane') step(1);
    if (key.type === 'move' && key.to === 'right') step(1);
    if (key.type === 'move' && key.to === 'left') step(-1);
    if (key.type !== 'letter') return;
    if (key.letter === 't') actions.openView({ name: 'trace', id: null });
    const numbered = METRICS_WINDOWS[Number(key.letter) - 1];
    if (numbered !== undefined) loader.choose(numbered);
  };
  const windows = METRICS_WINDOWS.map(({ id, label }) => (id === chosen.id ? `[${label}]` : label)).join(' ');
  const page = { ...size, rows: bodyRows(size) };
  return (
    <PageView
      title={`Metrics${standing}`}
      status={windows}
      lines={data === null ? [theme.dim(problem ?? 'Reading…')] : metricsPageLines(data, page, theme)}
      help={[
        ...arrows('view-left', 'view-right', 'window'),
        ...arrows('view-up', 'view-down', 'scroll'),
        ...hint('metrics-traces', 'traces'),
        way,
      ]}
      size={size}
      theme={theme}
      onKey={onKey}
      onLeave={leave}
      onStop={stop}
    />
  );
}

function hourWindow(): MetricsWindow {
  const found = METRICS_WINDOWS.find(({ id }) => id === 'hour');
  if (found === undefined) throw new Error('There is a window of an hour.');
  return found;
}
