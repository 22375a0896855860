import { whyNotReady, type MiniLmEmbedder } from '../embedder/index.ts';
import type { Similar } from './similar.ts';

/** A semantic cache that finds nothing, and says why: for a store that cannot be read. */
export function similarOff(reason: string, miniLm: MiniLmEmbedder | null): Similar {
  return {
    size: 0,
    find: async () => ({ kind: 'none', reason }),
    save: () => {},
    addWording: () => {},
    reject: async () => {},
    clear: async () => {},
    keepUntil: async () => {},
    best: () => null,
    embedder() {
      const state = miniLm?.state() ?? { state: 'off', reason };
      return { state: state.state, id: null, detail: whyNotReady(state) ?? reason };
    },
    close: async () => miniLm?.close(),
  };
}
