import { questionContent } from '../history/index.ts';
import type { WireRequest } from '../protocol/request-schema.ts';
import type { PreviousRoute } from '../router/index.ts';
import type { ChatRequest, SemanticMode } from './chat-request.ts';
import type { ContentBlock, Message } from './message.ts';
import { thinkingFor, type ThinkingMode } from './thinking-mode.ts';
import type { Caller } from './caller.ts';

/** What a request means where it is silent; from the config. */
export interface RequestDefaults {
  /** Asked each time: another may be chosen while the daemon runs. */
  readonly model: () => string;
  readonly maxTokens: number;
  readonly cacheEnabled: boolean;
  readonly semantic: SemanticMode;
  /** Not for those who bring `messages`, nor where a tool is forced, which excludes it. */
  readonly thinking?: ThinkingMode;
}

export interface RequestContext {
  /** Earlier turns of the conversation. */
  readonly messages: readonly Message[];
  /** The question as it is on record, with its files; left out where it is not on record. */
  readonly content?: Message['content'] | undefined;
  readonly entries: readonly (string | null)[];
  readonly system: string | readonly ContentBlock[] | null;
  readonly previous: PreviousRoute | null;
  readonly tenant: string;
}

/** Simulated answers and real ones are never mixed. */
export function tenantOf({ upstream }: Caller): string {
  return upstream.simulated ? 'demo' : 'default';
}

/** A caller's request made whole: nothing implied is left. */
export function toChatRequest(
  wire: WireRequest,
  context: RequestContext,
  defaults: RequestDefaults,
): ChatRequest {
  const messages: readonly Message[] =
    wire.prompt === undefined
      ? (wire.messages ?? [])
      : [
          ...context.messages,
          { role: 'user', content: context.content ?? questionContent(wire.prompt, wire.attachments ?? []) },
        ];
  return {
    messages,
    contextEntries: wire.prompt === undefined ? [] : context.entries,
    system: wire.system ?? context.system,
    model: wire.model ?? defaults.model(),
    task: wire.task ?? null,
    maxTokens: wire.maxTokens ?? defaults.maxTokens,
    maxTokensIsDefault: wire.maxTokens === undefined,
    schema: wire.schema ?? null,
    tools: wire.tools ?? [],
    toolChoice: wire.toolChoice ?? null,
    thinking: wire.thinking ?? thinkingByDefault(wire, defaults),
    betas: wire.betas ?? [],
    cache: {
      mode: wire.cache?.mode ?? (defaults.cacheEnabled ? 'use' : 'off'),
      semantic: wire.cache?.semantic ?? defaults.semantic,
      ...(wire.cache?.ttlMs === undefined ? {} : { ttlMs: wire.cache.ttlMs }),
    },
    previous: wire.prompt === undefined ? null : context.previous,
    priority: wire.priority ?? 'script',
    overBudget: wire.overBudget ?? false,
    tenant: context.tenant,
    metadata: wire.metadata ?? {},
  };
}

function thinkingByDefault(
  { messages, toolChoice }: WireRequest,
  { thinking = 'auto' }: RequestDefaults,
): ChatRequest['thinking'] {
  return messages === undefined && toolChoice === undefined ? thinkingFor(thinking) : null;
}
