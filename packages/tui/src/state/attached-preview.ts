import type { ChatView } from './chat-view.ts';
import type { Store } from './store.ts';

/** Milliseconds without a key before files are looked at. */
const PAUSE_MS = 120;

export interface AttachedPreviewOptions {
  readonly view: Store<ChatView>;
  /** One line on the files that a text names; null without any. */
  readonly inspect: (text: string) => Promise<string | null>;
}

/** Keeps the view's `attached`: which files would go with the text in the input. */
export interface AttachedPreview {
  typed(text: string): void;
  close(): void;
}

export function createAttachedPreview({ view, inspect }: AttachedPreviewOptions): AttachedPreview {
  let timer: NodeJS.Timeout | undefined;
  let latest = '';
  let closed = false;

  function show(attached: string | null): void {
    if (!closed && view.get().attached !== attached) view.set({ attached });
  }

  return {
    typed(text) {
      if (text === latest) return;
      latest = text;
      clearTimeout(timer);
      // Most texts name none: nothing is looked at for them.
      if (!text.includes('@')) return show(null);
      timer = setTimeout(() => {
        void inspect(text).then((attached) => (text === latest ? show(attached) : undefined));
      }, PAUSE_MS);
    },
    close() {
      closed = true;
      clearTimeout(timer);
    },
  };
}
