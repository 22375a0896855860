export type { ModelCall, Provider, ProviderEvent, Upstream } from './provider.ts';
