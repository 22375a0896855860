export type { ModelResponse } from './model-response.ts';
export { createRetryBudget, type RetryBudget, type RetryBudgetOptions } from './retry-budget.ts';
export { retryDelay, type RetryTiming } from './retry-delay.ts';
export { createRetryPolicy, type RetryPolicy, type RetryPolicyOptions } from './retry-policy.ts';
export { streamWithRetry, type RetryStages } from './stream-with-retry.ts';
