import type { ChatEvent } from '@jackdaw/core/protocol';
import { createEventLines } from '../cli/ask/event-lines.ts';
import { createTextStream } from '../cli/ask/stream-text.ts';
import { createContinuedText } from '../state/continued-text.ts';
import { finishTurn, type LiveTurnOutcome } from '../state/finish-turn.ts';
import type { LiveTurnOptions } from '../state/run-live-turn.ts';
import { seeTurnThrough } from '../state/see-turn-through.ts';
import { createThoughts } from '../state/thoughts.ts';
import { advanceProgress, startProgress } from '../state/turn-progress.ts';
import { neutraliseLine } from '../text/index.ts';
import type { PlainWriter } from './plain-writer.ts';

/** One turn as lines of text: what happens in parentheses, the answer as it comes. `onOver` is told how it ended. */
export async function runPlainTurn(
  options: LiveTurnOptions,
  out: PlainWriter,
  onOver: (over: { readonly failed: boolean }) => void,
): Promise<LiveTurnOutcome> {
  const { view, transcript, keys, prompt, kind, earlier, now } = options;
  const lineOf = createEventLines();
  const safe = createTextStream();
  const continued = earlier === null ? null : createContinuedText(earlier);
  const thoughts = createThoughts();
  let progress = startProgress(now());
  let text = '';

  const push = (piece: string) => {
    text += piece;
    out.piece(safe.push(continued === null ? piece : continued.push(piece)));
  };
  const foldThoughts = () => {
    const took = thoughts.fold(now());
    if (took === null) return;
    out.note(`thought for ${took}`);
    view.set({ lastThoughts: thoughts.all() });
  };
  const onEvent = (event: ChatEvent) => {
    progress = advanceProgress(progress, event, now());
    if (event.type === 'thinking-delta') {
      if (thoughts.current() === '') out.note('thinking…');
      thoughts.push(event.text, now());
    } else if (event.type !== 'warning') foldThoughts();
    if (event.type === 'turn-start' && event.conversationId !== null)
      view.set({ conversationId: event.conversationId });
    if (event.type === 'text-discard') text = '';
    if (event.type === 'text-delta') return push(event.text);
    if (event.type === 'turn-end' && text === '') push(event.result.text);
    if (event.type === 'turn-error' && text === '') push(event.text);
    // A hit is told by the badge.
    const line = event.type === 'cache-hit' ? null : lineOf(event);
    if (line !== null) out.note(neutraliseLine(line));
  };

  view.set({ turn: { ...NOTHING_YET, prompt, progress }, offer: null });
  const seen = () => ({ text, traceId: progress.traceId });
  const ending = await seeTurnThrough(options, { onEvent, push, seen });
  foldThoughts();
  out.piece(safe.push(continued?.end() ?? '') + safe.end());
  const outcome = finishTurn({
    view,
    transcript,
    keys,
    prompt,
    kind,
    earlier,
    text,
    progress,
    notes: [],
    ...ending,
    now: now(),
  });
  const matched = progress.hit?.matchedPrompt;
  if (matched !== undefined) out.note(`the answer to: ${neutraliseLine(matched)}`);
  onOver({ failed: progress.ending?.type !== 'turn-end' && ending.kept === null });
  return outcome;
}

const NOTHING_YET = {
  tail: { text: '', joined: false, code: null },
  thoughts: '',
  started: false,
  cancelling: false,
} as const;
