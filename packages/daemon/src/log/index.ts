export { createLog, SILENT_LOG, type FileLog, type LogOptions } from './create-log.ts';
export type { Log } from './log.ts';
