import { isSlashCommand } from '../slash-commands/index.ts';
import type { ChatView } from './chat-view.ts';
import type { Store } from './store.ts';

/** Lets what was sent be done one by one, each when the one before it is done and its answer can be seen. */
export interface PromptQueue {
  /** From here on there is somebody to ask. */
  open(): void;
  readonly isOpen: boolean;
  add(text: string): void;
  /** Takes the newest back; null where none waits. */
  takeBack(): string | null;
  /** Does something that nothing else may run beside. */
  alone(work: () => Promise<void>): Promise<void>;
}

/** `perform` must not throw. */
export function createPromptQueue(
  view: Store<ChatView>,
  perform: (text: string) => Promise<void>,
): PromptQueue {
  let isOpen = false;
  let busy = false;
  view.subscribe(next);

  function next(): void {
    const { queued, screen, fullView, turn } = view.get();
    const [first, ...later] = queued;
    if (!isOpen || busy || turn !== null || screen.name !== 'chat' || first === undefined) return;
    // A conversation may be chosen there, and a command may open a view of its own.
    if (fullView !== null && (fullView.name === 'history' || isSlashCommand(first))) return;
    void alone(async () => {
      view.set({ queued: later });
      await perform(first);
    });
  }

  async function alone(work: () => Promise<void>): Promise<void> {
    busy = true;
    try {
      await work();
    } finally {
      busy = false;
      next();
    }
  }

  return {
    open() {
      isOpen = true;
      next();
    },
    get isOpen() {
      return isOpen;
    },
    add: (text) => view.set({ queued: [...view.get().queued, text] }),
    takeBack() {
      const { queued } = view.get();
      const text = queued.at(-1) ?? null;
      if (text !== null) view.set({ queued: queued.slice(0, -1) });
      return text;
    },
    alone,
  };
}
