import { LIMITS } from '@jackdaw/core/protocol';

/** Bounds of the server; tests set smaller ones. */
export interface ServerLimits {
  readonly maxFrameBytes: number;
  /** Milliseconds that a connection may stay without a token. */
  readonly helloTimeoutMs: number;
  readonly metricsIntervalMs: number;
  /** Bytes that may wait for one reader. */
  readonly maxQueuedBytes: number;
  /** Connections at once that have not shown a token yet. */
  readonly maxStrangers: number;
  readonly maxConnections: number;
  /** Milliseconds that calls under way have to be answered, and connections to go, when the server closes. */
  readonly closeGraceMs: number;
}

export const SERVER_LIMITS: ServerLimits = {
  maxFrameBytes: LIMITS.maxFrameBytes,
  helloTimeoutMs: LIMITS.helloTimeoutMs,
  metricsIntervalMs: LIMITS.metricsIntervalMs,
  maxQueuedBytes: 64 * 1024 * 1024,
  maxStrangers: 32,
  maxConnections: 1024,
  closeGraceMs: 1_000,
};
