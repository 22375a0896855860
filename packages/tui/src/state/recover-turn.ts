import type { HistoryMessage } from '@jackdaw/core/protocol';
import type { Connection } from './connection.ts';
import { whenAborted } from './when-aborted.ts';

/** A turn whose daemon is gone, as far as it was seen. */
export interface LostTurn {
  readonly conversationId: string | null;
  readonly traceId: string | null;
  readonly seen: string;
  /** Whether it went on with an earlier answer: the history has both as one text. */
  readonly continues: boolean;
}

/** What the history knows of it. */
export interface RecoveredTurn {
  readonly message: HistoryMessage;
  /** The text behind what was seen already. */
  readonly unseen: string;
}

/** Messages among which the turn is looked for: others may have asked something since. */
const LATEST = 100;

/** Characters by whose place in the kept text the rest of it is found. */
const ANCHOR = 200;

/** Null where the history does not know the turn either, cannot be read, or when aborted. */
export async function recoverTurn(
  connection: Connection,
  turn: LostTurn,
  signal: AbortSignal,
): Promise<RecoveredTurn | null> {
  const { conversationId, traceId } = turn;
  if (conversationId === null || traceId === null) return null;
  try {
    const client = await Promise.race([whenAborted(signal), connection.client()]);
    if (client === null) return null;
    const { messages } = await client.call('history.get', { id: conversationId, last: LATEST }, signal);
    const message = messages.findLast((one) => one.role === 'assistant' && one.traceId === traceId);
    return message === undefined ? null : { message, unseen: textBehind(message.text, turn) };
  } catch {
    return null;
  }
}

function textBehind(text: string, { seen, continues }: LostTurn): string {
  if (seen === '') return continues ? '' : text;
  const anchor = seen.slice(-ANCHOR);
  const at = text.lastIndexOf(anchor);
  return at === -1 ? '' : text.slice(at + anchor.length);
}
