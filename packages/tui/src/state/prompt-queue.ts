import { isSlashCommand } from '../slash-commands/index.ts';
import type { ChatView } from './chat-view.ts';
import type { Store } from './store.ts';

/** Lets what was sent be done one by one, each when the one before it is done and its answer can be seen. */
export interface PromptQueue {
  /** From here on there is somebody to ask. */
  open(): void;
  readonly isOpen: boolean;
  add(text: string): void;
  /** Takes the one that is in the input out of the queue, else the newest; null where none waits. */
  takeBack(): string | null;
  /**
   * Goes to the one before (`up`, first the newest) or behind, for it to be changed in the input; it keeps its
   * place, and nothing goes past it. `typed` is what became of the one before. Gives the text for the input, empty
   * behind the newest; null where there is none to go to.
   */
  edit(direction: 'up' | 'down', typed: string): string | null;
  /** Puts what became of the one in the input into its place; empty takes it away. False where none is in the input. */
  keepEdited(typed: string): boolean;
  /** Resolves once it is open, empty, and nothing of it is under way. */
  whenIdle(): Promise<void>;
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

  const waiters = new Set<() => void>();
  const isIdle = () => isOpen && !busy && view.get().turn === null && view.get().queued.length === 0;

  function next(): void {
    if (isIdle()) for (const resolve of waiters) resolve();
    const { queued, editedQueued, screen, fullView, turn } = view.get();
    const [first, ...later] = queued;
    if (!isOpen || busy || turn !== null || screen.name !== 'chat' || first === undefined) return;
    if (editedQueued === 0) return;
    // A conversation may be chosen there, and a command may open a view of its own.
    if (fullView !== null && (fullView.name === 'history' || isSlashCommand(first))) return;
    void alone(async () => {
      view.set({ queued: later, editedQueued: editedQueued === null ? null : editedQueued - 1 });
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

  /** The queue with what became of the one in the input; it is gone where nothing was left of it. */
  function withEdited(typed: string): readonly string[] {
    const { queued, editedQueued } = view.get();
    if (editedQueued === null) return queued;
    return queued.flatMap((text, index) => {
      if (index !== editedQueued) return [text];
      return typed.trim() === '' ? [] : [typed];
    });
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
      const { queued, editedQueued } = view.get();
      const place = editedQueued ?? queued.length - 1;
      const text = queued[place] ?? null;
      if (text !== null) view.set({ queued: queued.toSpliced(place, 1), editedQueued: null });
      return text;
    },
    edit(direction, typed) {
      const { queued, editedQueued } = view.get();
      const from = editedQueued ?? queued.length;
      const isAtEnd = direction === 'up' ? from === 0 : editedQueued === null;
      if (isAtEnd) return null;
      const left = withEdited(typed);
      const isGone = left.length < queued.length;
      const to = direction === 'up' ? from - 1 : isGone ? from : from + 1;
      view.set({ queued: left, editedQueued: to < left.length ? to : null });
      return left[to] ?? '';
    },
    async whenIdle() {
      while (!isIdle()) {
        const changed = Promise.withResolvers<void>();
        waiters.add(changed.resolve);
        await changed.promise;
        waiters.delete(changed.resolve);
      }
    },
    keepEdited(typed) {
      const isEditing = view.get().editedQueued !== null;
      if (isEditing) view.set({ queued: withEdited(typed), editedQueued: null });
      return isEditing;
    },
    alone,
  };
}
