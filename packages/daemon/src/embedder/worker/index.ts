export type { SanityCheck } from './messages.ts';
export { startWorker } from './start-worker.ts';
export { startWorkerHost, type WorkerHost } from './worker-host.ts';
