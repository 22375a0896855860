export { createAnthropicProvider, type AnthropicProviderOptions } from './anthropic-provider.ts';
export type { HeaderMode } from './client-cache.ts';
export { redact } from './redact.ts';
