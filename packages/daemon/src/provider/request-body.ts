import type { ModelCall } from '@jackdaw/core';
import type { JsonObject } from './json-object.ts';

/** The body of `POST /v1/messages`. Sampling parameters are never sent: this version of the API has none. */
export function requestBody(call: ModelCall): JsonObject {
  return {
    model: call.model,
    max_tokens: call.maxTokens,
    messages: call.messages,
    stream: true,
    ...(call.promptCaching === true ? { cache_control: { type: 'ephemeral' } } : {}),
    ...(call.system === null || call.system.length === 0 ? {} : { system: call.system }),
    ...(call.tools.length === 0 ? {} : { tools: call.tools }),
    ...(call.toolChoice === null ? {} : { tool_choice: call.toolChoice }),
    ...(call.thinking === null ? {} : { thinking: call.thinking }),
    ...(call.schema === null
      ? {}
      : { output_config: { format: { type: 'json_schema', schema: call.schema } } }),
  };
}
