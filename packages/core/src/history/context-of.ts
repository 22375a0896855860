import { storedContent, type AttachmentBlocks } from './attachments.ts';
import type { PreviousRoute } from '../router/index.ts';
import type { Message } from '../turn/message.ts';
import { answerOf, isAnswer, type Exchange } from './exchanges-of.ts';
import { wholeWords } from './join-parts.ts';

/** What the model needs to know of before. */
export interface Context {
  /** Oldest first, questions and answers in turn. */
  readonly messages: readonly Message[];
  /** For each question with its answer, the cache entry that the answer lies in. */
  readonly entries: readonly (string | null)[];
  /** For each question with its answer, the turns that it is made of. */
  readonly turnIds: readonly (readonly string[])[];
  /** Whether the first of them is a summary of older ones. */
  readonly beginsWithSummary: boolean;
  /** Whom the router had answer last. */
  readonly previous: PreviousRoute | null;
}

/**
 * The path as the model will see it; an answer in several parts is one. A refused or failed turn is left out
 * whole: the API asks that refusals be dropped, and a question without an answer would put two user messages side by
 * side. `blocks` has the files of the turns. `continuing`: the last answer is to be gone on with, and ends with its last whole word.
 */
export function contextOf(
  path: readonly Exchange[],
  continuing: boolean,
  blocks: AttachmentBlocks = new Map(),
): Context {
  const messages: Message[] = [];
  const entries: (string | null)[] = [];
  const turnIds: string[][] = [];
  const answered = path.filter((exchange) => exchange.some(isAnswer));
  for (const exchange of answered) {
    const answer = answerOf(exchange);
    const isLast = exchange === answered.at(-1);
    messages.push(
      { role: 'user', content: storedContent(exchange[0], blocks) },
      { role: 'assistant', content: continuing && isLast ? wholeWords(answer) : answer },
    );
    turnIds.push(exchange.filter(isAnswer).map(({ turnId }) => turnId));
    // No entry holds what was put together of several.
    entries.push(exchange.filter(isAnswer).length === 1 ? (exchange.find(isAnswer)?.entryId ?? null) : null);
  }
  const previous = path.flat().findLast(({ route }) => route !== undefined)?.route ?? null;
  return { messages, entries, turnIds, beginsWithSummary: false, previous };
}
