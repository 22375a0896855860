export { compose } from './compose.ts';
export { createUpstreams, followStoredKey, loadConfig } from './config/index.ts';
export { daemonParts } from './daemon-parts.ts';
export {
  runDaemon,
  startDaemon,
  VERSION,
  type Composition,
  type DaemonParts,
  type HomeTaken,
  type RunningDaemon,
} from './lifecycle/index.ts';
export { createLog, SILENT_LOG, type Log } from './log/index.ts';
export {
  createDaemonServer,
  createToken,
  type DaemonServer,
  type Handlers,
  type MetricsSource,
  type ServerLimits,
  type ServerParts,
  type Upstreams,
} from './server/index.ts';
