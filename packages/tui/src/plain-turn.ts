import type { ClientTurn, JackdawClient } from '@jackdaw/core/client';
import { toJackdawError, toWireError, type ChatEvent, type WireError } from '@jackdaw/core/protocol';
import { createEventLines } from './cli/ask/event-lines.ts';
import { createTextStream } from './cli/ask/stream-text.ts';
import { badgeText, factsOfTurn } from './state/badge.ts';
import type { Connection } from './state/connection.ts';
import { createContinuedText } from './state/continued-text.ts';
import { errorNote, isContinuable, stopNote } from './state/ending-notes.ts';
import { followTurn } from './state/follow-turn.ts';
import { createThoughts } from './state/thoughts.ts';
import { advanceProgress, startProgress } from './state/turn-progress.ts';
import { neutraliseLine } from './text/index.ts';

export interface PlainTurn {
  readonly connection: Connection;
  readonly begin: (client: JackdawClient) => Promise<ClientTurn>;
  /** The part of the answer that this one goes on with; null for a question of its own. */
  readonly earlier: string | null;
  readonly write: (text: string) => void;
  /** Cancels the turn; a second time it is left without waiting. */
  readonly onTurn: (turn: ClientTurn) => void;
  readonly signal: AbortSignal;
}

/** What one turn of the line-based chat came to. */
export interface PlainOutcome {
  readonly conversationId: string | null;
  /** All of the answer, earlier parts included, where it can be gone on with; else null. */
  readonly brokenOff: string | null;
  readonly model: string | null;
  /** Whether it failed. */
  readonly failed: boolean;
}

/** One turn as lines of text: what happens in parentheses, the answer as it comes. */
export async function runPlainTurn(turn: PlainTurn): Promise<PlainOutcome> {
  const { connection, begin, earlier, write, onTurn, signal } = turn;
  const lineOf = createEventLines();
  const safe = createTextStream();
  const continued = earlier === null ? null : createContinuedText(earlier);
  let progress = startProgress(performance.now());
  const thoughts = createThoughts();
  let conversationId: string | null = null;
  let text = '';
  let shown = '';

  const show = (piece: string) => {
    shown += piece;
    write(safe.push(piece));
  };
  const endLine = () => {
    show(continued?.end() ?? '');
    write(safe.end());
    if (shown !== '' && !shown.endsWith('\n')) write('\n');
    shown = '';
  };
  const onEvent = (event: ChatEvent) => {
    progress = advanceProgress(progress, event, performance.now());
    if (event.type === 'thinking-delta') {
      if (thoughts.current() === '') write('(thinking…)\n');
      thoughts.push(event.text, performance.now());
    } else {
      const took = thoughts.fold(performance.now());
      if (took !== null) write(`(thought for ${took})\n`);
    }
    if (event.type === 'turn-start') ({ conversationId } = event);
    if (event.type === 'text-discard') text = '';
    if (event.type === 'text-delta') {
      text += event.text;
      return show(continued === null ? event.text : continued.push(event.text));
    }
    // A hit is told by the badge.
    const line = event.type === 'cache-hit' ? null : lineOf(event);
    if (line === null) return;
    if (shown !== '' && !shown.endsWith('\n')) show('\n');
    write(`(${neutraliseLine(line)})\n`);
  };

  let failure: WireError | null = null;
  try {
    const outcome = await followTurn({ connection, begin, signal, onEvent, onTurn });
    if (outcome === 'left') failure = { code: 'cancelled', message: 'Cancelled.', retryable: false };
  } catch (thrown) {
    failure = toWireError(toJackdawError(thrown));
  }
  endLine();
  const { ending, model } = progress;
  const whole = earlier === null ? text : earlier + text;
  if (ending?.type === 'turn-end') {
    const { result } = ending;
    const note = stopNote(result.stopReason);
    const matched = progress.hit?.matchedPrompt;
    if (note !== '') write(`(${note})\n`);
    write(`(${badgeText(factsOfTurn(result, progress))})\n`);
    if (matched !== undefined) write(`(the answer to: ${neutraliseLine(matched)})\n`);
    const brokenOff = isContinuable(result.stopReason) && text.trim() !== '' ? whole : null;
    return { conversationId: result.conversationId ?? conversationId, brokenOff, model, failed: false };
  }
  const error = failure ?? (ending?.type === 'turn-error' ? ending.error : BROKE_OFF);
  write(`(${neutraliseLine(errorNote(error, text !== '', true))})\n`);
  return { conversationId, brokenOff: whole.trim() === '' ? null : whole, model, failed: true };
}

const BROKE_OFF: WireError = { code: 'interrupted', message: 'The answer broke off.', retryable: true };
