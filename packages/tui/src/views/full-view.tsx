import { useApp, useWindowSize } from 'ink';
import { useEffect, useSyncExternalStore } from 'react';
import { onStopSignal, stopProcess } from '../full-screen/index.ts';
import { TraceView } from './trace/trace-view.tsx';
import type { ViewContext } from './view-context.ts';

export type FullViewProps = Omit<ViewContext, 'size' | 'stop'>;

/** The full-screen view that is open. */
export function FullView(props: FullViewProps) {
  const size = useWindowSize();
  const { suspendTerminal } = useApp();
  const { fullView } = useSyncExternalStore(props.view.subscribe, props.view.get);
  useEffect(() => onStopSignal(() => void suspendTerminal(stopProcess)), [suspendTerminal]);
  const context = { ...props, size, stop: () => void suspendTerminal(stopProcess) };

  if (fullView === null) return null;
  switch (fullView.name) {
    case 'trace':
      return <TraceView key={fullView.id} {...context} id={fullView.id} />;
  }
}
