/** Bounds that both ends hold. */
export const LIMITS = {
  /** Bytes of one frame, either way. */
  maxFrameBytes: 16 * 1024 * 1024,
  /** UTF-8 bytes of all text in one request. */
  maxPromptBytes: 8_000_000,
  /** Bytes of all images and documents in one request, as base64, those of earlier questions included. */
  maxBinaryBytes: 24_000_000,
  /** Files that go with one question. */
  maxAttachments: 20,
  /** Levels of a JSON Schema, tool or metadata object. */
  maxJsonDepth: 64,
  /** Characters of a request's JSON Schema, as JSON. */
  maxSchemaCharacters: 100_000,
  /** Values in one frame, whatever their kind: each costs memory many times its text when it is read and checked. */
  maxJsonValues: 200_000,
  maxMessages: 10_000,
  /** Answers to one question beside the one that is shown, and turns of one conversation. */
  maxVariants: 1_000,
  maxTurns: 1_000_000,
  maxTools: 512,
  /** Entries of `metadata`. */
  maxMetadata: 64,
  /** The latest point in time that a date can hold, in milliseconds since the epoch (ECMA-262, 21.4.1.1). */
  maxTime: 8.64e15,
  /** Milliseconds between a TCP connection and its `hello`. */
  helloTimeoutMs: 5_000,
  /** Milliseconds at least between two `metrics.update`. */
  metricsIntervalMs: 250,
} as const;
