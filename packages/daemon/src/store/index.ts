export { boundStore, type BoundedStoreOptions } from './bounded-store.ts';
export { openLevelStore, type LevelStore, type LevelStoreOptions } from './level-store.ts';
export type { Recovery } from './recovery.ts';
export { SchemaTooNew } from './schema.ts';
export { NO_WARNINGS, type StoreWarnings } from './store-warnings.ts';
