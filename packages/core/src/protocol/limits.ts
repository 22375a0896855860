/** Bounds that both ends hold. */
export const LIMITS = {
  /** Bytes of one frame, either way. */
  maxFrameBytes: 16 * 1024 * 1024,
  /** UTF-8 bytes of all text in one request. */
  maxPromptBytes: 8_000_000,
  /** Levels of a JSON Schema, tool or metadata object. */
  maxJsonDepth: 64,
  maxMessages: 10_000,
  maxTools: 512,
  /** Milliseconds between a TCP connection and its `hello`. */
  helloTimeoutMs: 5_000,
  /** Milliseconds at least between two `metrics.update`. */
  metricsIntervalMs: 250,
} as const;
