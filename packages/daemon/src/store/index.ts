export { openLevelStore, type LevelStore, type LevelStoreOptions } from './level-store.ts';
export type { Recovery } from './recovery.ts';
