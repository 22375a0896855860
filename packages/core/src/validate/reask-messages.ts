import type { ChatRequest } from '../turn/chat-request.ts';
import type { Message } from '../turn/message.ts';

/** Characters. A longer schema is not repeated in words: it went with the request. */
const MAX_SCHEMA = 20_000;

/**
 * The messages of the one further attempt after an `invalid` verdict: the conversation, the answer as it came, and what
 * is wrong with it. `raw` and `reason` are the verdict's. The schema is repeated in words, for servers that do not know
 * of structured output.
 */
export function reaskMessages(
  { messages, schema }: Pick<ChatRequest, 'messages' | 'schema'>,
  raw: string,
  reason: string,
): readonly Message[] {
  const schemaText = schema === null ? '' : JSON.stringify(schema);
  const told = schemaText !== '' && schemaText.length <= MAX_SCHEMA;
  const correction = [
    `Your last answer cannot be used. ${reason}`,
    'Answer the question again, with one whole JSON value that satisfies the schema, and nothing else: no words before or after it, no code fence.',
    ...(told ? [`The schema:\n${schemaText}`] : []),
  ].join('\n\n');
  // The Messages API takes no empty message.
  const answer: readonly Message[] = raw.trim() === '' ? [] : [{ role: 'assistant', content: raw.trimEnd() }];
  return [...messages, ...answer, { role: 'user', content: correction }];
}
