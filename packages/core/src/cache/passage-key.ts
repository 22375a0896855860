import { hash } from 'node:crypto';
import type { ChatRequest } from '../turn/chat-request.ts';
import type { JsonObject } from '../turn/json-object.ts';
import type { Passage } from '../turn/passage.ts';
import { canonicalJson } from './canonical-json.ts';

/** Raise it when the form below changes. */
const FORMAT = 'passage 1';

/** More digits than a JavaScript number surely holds. In a string it does no harm: the text is then the key. */
const LONG_NUMBER = /\d{16}/;

/**
 * The exact cache's key of a passage: SHA-256 (64 hex digits) over every field of the body but `stream`, known or not, and
 * over the headers that go along. Whether the answer comes as events does not change it.
 */
export function passageKey(passage: Passage, { tenant }: ChatRequest, policy: string | null): string {
  const { stream: _, ...asked } = passage.body;
  const body = LONG_NUMBER.test(passage.text) ? passage.text : canonicalJson(asked);
  return digest(body, passage, tenant, policy);
}

/** The semantic cache's partition: the same without the last question. */
export function passageContextKey(passage: Passage, { tenant }: ChatRequest, policy: string | null): string {
  const { stream: _, ...asked } = passage.body;
  const { messages } = asked;
  const earlier: JsonObject = { ...asked, messages: Array.isArray(messages) ? messages.slice(0, -1) : null };
  return digest(`context ${canonicalJson(earlier)}`, passage, tenant, policy);
}

function digest(body: string, { headers }: Passage, tenant: string, policy: string | null): string {
  return hash('sha256', JSON.stringify([FORMAT, policy, canonicalJson(headers), tenant, body]), 'hex');
}
