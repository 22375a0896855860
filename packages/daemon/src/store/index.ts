export { openLevelStore, type LevelStore, type LevelStoreOptions } from './level-store.ts';
export type { Recovery } from './recovery.ts';
export type { StoreLog } from './store-log.ts';
