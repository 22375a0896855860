export { whyNotReady, type EmbedderState } from './embedder-state.ts';
export { createMiniLmEmbedder, type MiniLmEmbedder, type MiniLmEmbedderOptions } from './minilm-embedder.ts';
export { createMiniLm } from './create-minilm.ts';
