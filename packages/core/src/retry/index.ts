export type { ModelResponse } from './model-response.ts';
export { createRetryBudget, type RetryBudget, type RetryBudgetOptions } from './retry-budget.ts';
export { retryDelay, type RetryTiming } from './retry-delay.ts';
export { createRetryPolicy, type RetryPolicy, type RetryPolicyOptions } from './retry-policy.ts';
export { streamWithFallback, type FallbackResponse } from './stream-with-fallback.ts';
export { streamWithRetry, type Asked, type RetryStages } from './stream-with-retry.ts';
