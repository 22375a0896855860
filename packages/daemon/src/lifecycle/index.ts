export type { ComposeOptions, Composition, DaemonParts } from './daemon-parts.ts';
export { runDaemon, type RunOptions } from './run-daemon.ts';
export { startDaemon, type HomeTaken, type RunningDaemon, type StartOptions } from './start-daemon.ts';
export { VERSION } from './version.ts';
