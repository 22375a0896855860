/** One of a model's limits a minute, as the upstream told it. */
export interface RateLimit {
  /** Requests or tokens a minute; the upstream's bucket holds as many, and fills continuously. */
  readonly limit: number;
  /** What is left of it now. */
  readonly remaining: number;
}

/** What a response's headers say of its model's limits; all optional, and absent at servers that have none. */
export interface RateLimits {
  readonly requests?: RateLimit | undefined;
  readonly inputTokens?: RateLimit | undefined;
  readonly outputTokens?: RateLimit | undefined;
  /** Input and output together, where the server does not tell them apart. */
  readonly tokens?: RateLimit | undefined;
}
