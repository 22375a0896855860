export { openIndex, type IndexChange, type OpenedIndex, type OpenIndexOptions } from './open-index.ts';
export { createSnapshotKeeper, type SnapshotKeeper, type SnapshotKeeperOptions } from './snapshot-keeper.ts';
export { writeSnapshot, type WriteSnapshotOptions } from './write-snapshot.ts';
