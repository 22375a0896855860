import type { ChatView } from './chat-view.ts';
import type { Connection } from './connection.ts';
import type { Store } from './store.ts';

export interface RecentFiguresOptions {
  readonly view: Store<ChatView>;
  readonly connection: Connection;
}

/**
 * Keeps `recent` up to date while a panel with curves is shown: read anew whenever the daemon told that its figures
 * changed, one call at a time. Nothing runs otherwise.
 */
export function watchRecentFigures({ view, connection }: RecentFiguresOptions): () => void {
  let read: ChatView['stats'] = null;
  let reading = false;

  const look = () => {
    const { panel, stats } = view.get();
    if (reading || stats === null || stats === read || (panel !== 'small' && panel !== 'full')) return;
    read = stats;
    reading = true;
    // Curves are worth having, not worth failing for.
    void readRecent()
      .catch(() => {})
      .finally(() => {
        reading = false;
        look();
      });
  };

  async function readRecent(): Promise<void> {
    const client = await connection.client();
    const [series, month] = await Promise.all([
      client.call('metrics.series', { range: 'hour' }),
      client.call('metrics.series', { range: 'month', since: new Date().setHours(0, 0, 0, 0) }),
    ]);
    const todayUsd = month.points.reduce((sum, { costUsd }) => sum + costUsd, 0);
    view.set({ recent: { series, todayUsd } });
  }

  return view.subscribe(look);
}
