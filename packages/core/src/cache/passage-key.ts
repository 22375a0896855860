import { hash } from 'node:crypto';
import type { ChatRequest } from '../turn/chat-request.ts';
import type { JsonObject } from '../turn/json-object.ts';
import type { Passage } from '../turn/passage.ts';
import { canonicalJson } from './canonical-json.ts';
import { hasLongNumber } from './has-long-number.ts';

/** Raise it when the form below changes. */
const FORMAT = 'passage 2';

/** How the answer comes does not change it. */
const HOW = 'stream';

/**
 * The exact cache's key of a passage: SHA-256 (64 hex digits) over every field of the body but `stream`, known or not, and
 * over the headers that go along.
 */
export function passageKey(passage: Passage, { tenant }: ChatRequest, policy: string | null): string {
  const { body, text } = passage;
  // What a number may have lost is in the text. Where the digits are in a string it does no harm.
  return digest(hasLongNumber(text) ? text : canonicalJson(body, HOW), passage, tenant, policy);
}

/** The semantic cache's partition: the same without the last question. */
export function passageContextKey(passage: Passage, { tenant }: ChatRequest, policy: string | null): string {
  const { messages } = passage.body;
  const earlier: JsonObject = {
    ...passage.body,
    messages: Array.isArray(messages) ? messages.slice(0, -1) : null,
  };
  return digest(`context ${canonicalJson(earlier, HOW)}`, passage, tenant, policy);
}

/** A line for each part: a JSON text has no line ends, and the body, which may be as the tool wrote it, is the last. */
function digest(body: string, { headers }: Passage, tenant: string, policy: string | null): string {
  const said = `${JSON.stringify(policy)}\n${canonicalJson(headers)}\n${JSON.stringify(tenant)}`;
  return hash('sha256', `${FORMAT}\n${said}\n${body}`, 'hex');
}
