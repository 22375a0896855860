export { createAnthropicProvider, type AnthropicProviderOptions } from './anthropic-provider.ts';
export type { HeaderMode } from './client-cache.ts';
export { createExchange, type StartExchange } from './exchange.ts';
export { createHttpFetch } from './http-fetch.ts';
export { createHttpRequest } from './http-request.ts';
export { createRelay, type Relay } from './relay.ts';
export { keepSecrets } from './keep-secrets.ts';
export { redact } from './redact.ts';
