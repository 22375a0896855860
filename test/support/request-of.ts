import type { ChatRequest } from '@jackdaw/core';

/** A whole request of one question that leaves the model to the router; the one place to mend when a request gets a field. */
export function requestOf(prompt: string, changes: Partial<ChatRequest> = {}): ChatRequest {
  return {
    messages: [{ role: 'user', content: prompt }],
    contextEntries: [],
    system: null,
    model: 'auto',
    task: null,
    maxTokens: 1_000,
    schema: null,
    tools: [],
    toolChoice: null,
    thinking: null,
    betas: [],
    cache: { mode: 'use', semantic: 'serve' },
    previous: null,
    priority: 'person',
    overBudget: false,
    tenant: 'local',
    metadata: {},
    ...changes,
  };
}
