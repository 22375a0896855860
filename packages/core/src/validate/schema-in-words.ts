import type { JsonObject } from '../turn/json-object.ts';
import type { Message } from '../turn/message.ts';

/** The messages with the schema in words behind the last of them, for servers and schemas where it cannot go along as such. */
export function schemaInWords(messages: readonly Message[], schema: JsonObject): readonly Message[] {
  const last = messages.at(-1);
  if (last === undefined) return messages;
  const words = `Answer with one JSON value that satisfies this JSON Schema, and nothing else: no words before or after it, no code fence.\n${JSON.stringify(schema)}`;
  const { content } = last;
  const more =
    typeof content === 'string' ? `${content}\n\n${words}` : [...content, { type: 'text', text: words }];
  return [...messages.slice(0, -1), { ...last, content: more }];
}
