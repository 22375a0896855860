import { toJackdawError } from '@jackdaw/core/protocol';
import { showOnAlternateScreen, type HandOver, type Streams } from '../full-screen/index.ts';
import type { Highlight } from '../markdown/index.ts';
import type { ChatController, ChatView, Store } from '../state/index.ts';
import type { Theme } from '../theme/index.ts';
import { FullView } from './full-view.tsx';

export interface FullViewsOptions {
  readonly controller: ChatController;
  readonly handOver: HandOver;
  readonly streams: Streams;
  readonly theme: Theme;
  readonly highlight: Highlight;
}

/** Shows the view that the chat's state names, for as long as it names one. `close` resolves with the chat's screen back. */
export function showFullViews(options: FullViewsOptions): { close(): Promise<void> } {
  const { controller, handOver, streams, theme, highlight } = options;
  const { view, actions, client } = controller;
  const leave = () => actions.openView(null);
  let showing: Promise<void> | null = null;

  async function show(): Promise<void> {
    const node = (
      <FullView
        view={view}
        actions={actions}
        client={client}
        keys={actions.keys()}
        theme={theme}
        highlight={highlight}
        leave={leave}
      />
    );
    try {
      await handOver(() => showOnAlternateScreen(node, streams, whenClosed(view)));
    } catch (error) {
      leave();
      actions.notice(`The view failed: ${toJackdawError(error).message}`);
    }
  }

  /** Again where another view was asked for while the one before it was being closed. */
  async function showAll(): Promise<void> {
    while (view.get().fullView !== null) await show();
    showing = null;
  }

  const unsubscribe = view.subscribe(() => {
    if (view.get().fullView !== null) showing ??= showAll();
  });
  return {
    async close() {
      unsubscribe();
      leave();
      await showing;
    },
  };
}

async function whenClosed(view: Store<ChatView>): Promise<void> {
  const closed = Promise.withResolvers<void>();
  const look = () => {
    if (view.get().fullView === null) closed.resolve();
  };
  const unsubscribe = view.subscribe(look);
  look();
  await closed.promise;
  unsubscribe();
}
