export type { ModelCall, Provider, ProviderEvent, Upstream } from './provider.ts';
export type { RateLimit, RateLimits } from './rate-limits.ts';
