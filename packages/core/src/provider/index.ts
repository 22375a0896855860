export type { ModelCall, Provider, ProviderEvent, TellProvider, Upstream } from './provider.ts';
export type { RateLimit, RateLimits } from './rate-limits.ts';
export type { ListedModel, UpstreamDirectory } from './upstream-directory.ts';
