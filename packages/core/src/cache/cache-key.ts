import { hash } from 'node:crypto';
import { TIERS } from '../router/index.ts';
import type { ChatRequest } from '../turn/chat-request.ts';
import type { ContentBlock, Message } from '../turn/message.ts';
import { canonicalJson } from './canonical-json.ts';
import { passageContextKey, passageKey } from './passage-key.ts';

/** Raise it when the form below changes: every entry saved under the old form is then simply never found again. */
const FORMAT = 1;

const ROUTED_MODELS: ReadonlySet<string> = new Set(['auto', ...TIERS]);

/**
 * The exact cache's key: SHA-256 (64 hex digits) over everything that can change the answer, and nothing else. How
 * the cache is used, the priority and the caller's metadata are not in it. The policy version counts only where the
 * router picks the model. Texts of messages and system are compared as typed, outer white space trimmed; a string is
 * the same as one plain text block. Throws `invalid_request` where a field holds what JSON cannot express. A passage has a
 * key of its own kind: all that it says counts.
 */
export function cacheKey(request: ChatRequest, policyVersion: string): string {
  const { passage } = request;
  if (passage !== undefined) return passageKey(passage, request, policyOf(request, policyVersion));
  return hash('sha256', canonicalRequest(request, policyVersion, canonicalMessages(request.messages)), 'hex');
}

/**
 * The semantic cache's partition: the same hash without the last question. An earlier turn that a cache entry answered
 * stands as that entry and its answer (an entry may get a new one), so that two conversations that began with two
 * wordings of one question share their context.
 */
export function contextKey(request: ChatRequest, policyVersion: string): string {
  const { passage } = request;
  if (passage !== undefined) return passageContextKey(passage, request, policyOf(request, policyVersion));
  const earlier = request.messages.slice(0, -1);
  let text = '';
  for (let index = 0; index < earlier.length; index += 2) {
    const entryId = request.contextEntries[index / 2] ?? null;
    text +=
      entryId === null
        ? `${canonicalMessages(earlier.slice(index, index + 2))},`
        : `"entry",${JSON.stringify(entryId)},${canonicalMessages(earlier.slice(index + 1, index + 2))},`;
  }
  return hash('sha256', canonicalRequest(request, policyVersion, `"context",[${text}]`), 'hex');
}

/** Null where the caller named the model. */
function policyOf({ model }: ChatRequest, policyVersion: string): string | null {
  return ROUTED_MODELS.has(model) ? policyVersion : null;
}

/** A JSON array with every part at its own place, so that nothing can pass from one field into another. */
function canonicalRequest(request: ChatRequest, policyVersion: string, messages: string): string {
  const parts = [
    FORMAT,
    JSON.stringify(request.model),
    JSON.stringify(policyOf(request, policyVersion)),
    canonicalJson(request.task),
    request.system === null ? 'null' : canonicalContent(request.system),
    messages,
    canonicalJson(request.maxTokens),
    canonicalJson(request.schema),
    canonicalJson(request.tools),
    canonicalJson(request.toolChoice),
    canonicalJson(request.thinking),
    canonicalJson(request.betas),
    JSON.stringify(request.tenant),
  ];
  return `[${parts.join(',')}]`;
}

function canonicalMessages(messages: readonly Message[]): string {
  let text = '[';
  for (const { role, content } of messages) {
    text += `${text.length > 1 ? ',' : ''}"${role}",${canonicalContent(content)}`;
  }
  return `${text}]`;
}

function canonicalContent(content: Message['content']): string {
  if (typeof content === 'string') return JSON.stringify(content.trim());
  const [first] = content;
  if (content.length === 1 && first !== undefined && isBareText(first))
    return JSON.stringify(first.text.trim());
  return canonicalJson(content.map(withTrimmedText));
}

/** A block that says no more than a string would: only `type` and `text`. */
function isBareText(block: ContentBlock): block is ContentBlock & { readonly text: string } {
  if (block.type !== 'text' || typeof block['text'] !== 'string') return false;
  return Object.entries(block).every(
    ([field, value]) => field === 'type' || field === 'text' || value === undefined,
  );
}

function withTrimmedText(block: ContentBlock): ContentBlock {
  const text = block['text'];
  return block.type === 'text' && typeof text === 'string' ? { ...block, text: text.trim() } : block;
}
