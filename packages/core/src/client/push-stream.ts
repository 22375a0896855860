/** An async iterable that is fed from callbacks; one reader. */
export interface PushStream<Item> extends AsyncIterableIterator<Item, void, void> {
  push(item: Item): void;
  end(): void;
  fail(error: unknown): void;
}

/** `onReturn` is called when the reader leaves before the end. */
export function createPushStream<Item>(onReturn: () => void): PushStream<Item> {
  const items: Item[] = [];
  let finish: { readonly error?: unknown } | null = null;
  let wake: (() => void) | null = null;

  function notify(): void {
    wake?.();
    wake = null;
  }

  return {
    push(item) {
      if (finish !== null) return;
      items.push(item);
      notify();
    },
    end() {
      finish ??= {};
      notify();
    },
    fail(error) {
      finish ??= { error };
      notify();
    },
    async next() {
      while (true) {
        const item = items.shift();
        if (item !== undefined) return { done: false, value: item };
        if (finish !== null) {
          if ('error' in finish) throw finish.error;
          return { done: true, value: undefined };
        }
        await new Promise<void>((resolve) => (wake = resolve));
      }
    },
    async return() {
      if (finish === null) {
        finish = {};
        onReturn();
      }
      items.length = 0;
      notify();
      return { done: true, value: undefined };
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}
