import type { Answer } from './answer.ts';
import type { JsonObject } from './json-object.ts';
import type { ContentBlock } from './message.ts';

/**
 * A request of a tool that speaks the Messages API itself. It goes upstream as it came, but for the model's name where the
 * router chose it, and the answer goes back as it comes.
 */
export interface Passage {
  /** The body, parsed. */
  readonly body: JsonObject;
  /** The body as the tool wrote it: numbers that JavaScript cannot hold are whole in it. */
  readonly text: string;
  /** Headers that go along because they may change the answer, in small letters: `anthropic-version`, `anthropic-beta`, … */
  readonly headers: Readonly<Record<string, string>>;
  /** How the tool sent its key: ours is sent the same way. Null where it sent none. */
  readonly keyHeader: 'bearer' | 'x-api-key' | null;
  /** How many daemons it has passed before this one. */
  readonly hops: number;
  /** Whether the answer is wanted as events. */
  readonly stream: boolean;
}

/**
 * What a passage is told beside the events of every turn, and nobody else: the answer in the upstream's own bytes.
 * Nothing is tried again from the first `passage-bytes` on, which has the response's headers. A refusal is how the
 * upstream turned one attempt away; another may follow.
 */
export type PassageEvent =
  /** A cache has the answer; `message` is there. */
  | { readonly type: 'passage-hit'; readonly answer: Answer }
  | {
      readonly type: 'passage-bytes';
      readonly bytes: Uint8Array;
      /** What the tool is told of the response's headers; with the first bytes alone. */
      readonly head?: Readonly<Record<string, string>> | undefined;
      /** True where the upstream itself has told of its failure, in these bytes or in those before. */
      readonly failed?: boolean | undefined;
    }
  | {
      readonly type: 'passage-refusal';
      readonly status: number;
      readonly headers: Readonly<Record<string, string>>;
      readonly body: string;
    };

/** The message without its content, where that is one block of text and nothing beside: a cache need not hold it twice. */
export function leanMessage(message: JsonObject | undefined, text: string): JsonObject | undefined {
  if (message === undefined) return undefined;
  const { content, ...rest } = message;
  return isPlainText(content, text) ? rest : message;
}

function isPlainText(content: unknown, text: string): boolean {
  if (!Array.isArray(content) || content.length !== 1) return false;
  const only: unknown = content[0];
  if (typeof only !== 'object' || only === null || !('type' in only) || !('text' in only)) return false;
  return only.type === 'text' && only.text === text && Object.keys(only).length === 2;
}

/** The content of a passage's answer, block by block. */
export function contentOf({ message, text }: Answer): readonly ContentBlock[] {
  const content: unknown = message?.['content'];
  return isContent(content) ? content : [{ type: 'text', text }];
}

function isContent(value: unknown): value is readonly ContentBlock[] {
  return Array.isArray(value);
}
