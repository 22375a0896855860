import { abortable } from '../clock/index.ts';

/** One at a time for each id, in the order of asking. */
export interface ConversationLock {
  /** Resolves with what gives the place back, to be called once. Rejects with `signal.reason`: nothing is held then. */
  enter(id: string, signal: AbortSignal): Promise<() => void>;
}

export function createConversationLock(): ConversationLock {
  const tails = new Map<string, Promise<void>>();
  return {
    async enter(id, signal) {
      const before = tails.get(id) ?? Promise.resolve();
      let leave = () => {};
      const mine = new Promise<void>((resolve) => (leave = resolve));
      const tail = before.then(() => mine);
      tails.set(id, tail);
      void tail.then(() => {
        if (tails.get(id) === tail) tails.delete(id);
      });
      try {
        await abortable(before, signal);
      } catch (reason) {
        leave();
        throw reason;
      }
      return leave;
    },
  };
}
