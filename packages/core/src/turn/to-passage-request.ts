import type { CacheMode, ChatRequest } from './chat-request.ts';
import type { JsonObject } from './json-object.ts';
import type { ContentBlock, Message } from './message.ts';
import type { Passage } from './passage.ts';
import type { RequestDefaults } from './to-chat-request.ts';

/** A passage and what had to be understood of it; the rest is the upstream's to understand. */
export interface PassageRequest {
  readonly passage: Passage;
  readonly model: string;
  readonly messages: readonly Message[];
  readonly system: string | readonly ContentBlock[] | null;
  readonly tools: readonly JsonObject[];
  /** Null where the request does not say. */
  readonly maxTokens: number | null;
  /** Null where the request does not say. */
  readonly cacheMode: CacheMode | null;
  readonly semantic: 'serve' | 'off';
}

/** The request as the pipeline's stages read it. Structured output is between the tool and the upstream: no schema is checked. */
export function toPassageRequest(
  { passage, model, messages, system, tools, maxTokens, cacheMode, semantic }: PassageRequest,
  tenant: string,
  usual: Pick<RequestDefaults, 'maxTokens' | 'cacheEnabled'>,
): ChatRequest {
  return {
    passage,
    messages,
    contextEntries: [],
    system,
    model,
    task: null,
    maxTokens: maxTokens ?? usual.maxTokens,
    schema: null,
    tools,
    toolChoice: null,
    thinking: null,
    betas: [],
    cache: { mode: cacheMode ?? (usual.cacheEnabled ? 'use' : 'off'), semantic },
    previous: null,
    priority: 'script',
    overBudget: false,
    tenant,
    metadata: {},
  };
}
