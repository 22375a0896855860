export { createDaemonServer, type DaemonServer, type ServerOptions } from './create-server.ts';
export type { CheckedParams, Handlers, ServiceMethod } from './handlers.ts';
export type { ServerLimits } from './server-limits.ts';
export type { MetricsSource, ServerParts, Upstreams } from './server-parts.ts';
export { createToken } from './token.ts';
