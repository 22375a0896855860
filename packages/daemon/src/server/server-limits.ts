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
  /** Connections at once, of each listener, that are no WebSocket (yet); beyond it the oldest goes. */
  readonly maxUnspoken: number;
  /** Bytes that a connection may send before it has shown a token. */
  readonly maxStrangerBytes: number;
  /** Milliseconds that a request's headers may take, from the connection on. */
  readonly headersTimeoutMs: number;
  /** Bytes that may wait for all readers together; beyond it the one that is furthest behind goes. */
  readonly maxQueuedBytesInAll: number;
  /** Calls of one connection that may be under way. */
  readonly maxCalls: number;
  /** Characters that the frames of these calls may have together. */
  readonly maxCallCharacters: number;
  /** Bytes of a request's body, and of all that are being read at once. */
  readonly maxBodyBytes: number;
  readonly maxBodyBytesInAll: number;
  /** Milliseconds of silence after which whoever waits for a streamed answer is told that it is still awaited. */
  readonly pingMs: number;
  /** Milliseconds that the reader of an answer over HTTP may take nothing of it. */
  readonly maxSilenceMs: number;
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
  maxUnspoken: 128,
  // More than Node reads at once, so that a large call sent right behind `hello` is a client's.
  maxStrangerBytes: 128 * 1024,
  headersTimeoutMs: 10_000,
  maxQueuedBytesInAll: 256 * 1024 * 1024,
  maxCalls: 4_096,
  maxCallCharacters: 64 * 1024 * 1024,
  // As much as the Messages API itself takes: images and documents come within the request.
  maxBodyBytes: 32 * 1024 * 1024,
  maxBodyBytesInAll: 256 * 1024 * 1024,
  pingMs: 10_000,
  maxSilenceMs: 60_000,
  closeGraceMs: 1_000,
};
