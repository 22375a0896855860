import type { ChatEvent } from '@jackdaw/core/protocol';
import type { KeyMap } from '../keys/index.ts';
import { mathsToLoad } from '../markdown/index.ts';
import { createAnswerText } from './answer-text.ts';
import type { LiveTurn } from './chat-view.ts';
import { compactText } from './compact-text.ts';
import { createContinuedText } from './continued-text.ts';
import { finishTurn, type LiveTurnOutcome, type TurnKind } from './finish-turn.ts';
import { seeTurnThrough, type WatchedTurn } from './see-turn-through.ts';
import { createThoughts } from './thoughts.ts';
import type { Transcript } from './transcript.ts';
import { advanceProgress, changeText, startProgress } from './turn-progress.ts';

export interface LiveTurnOptions extends WatchedTurn {
  readonly transcript: Transcript;
  readonly keys: KeyMap;
  readonly kind: TurnKind;
  /** The question, or the one whose answer is gone on with. */
  readonly prompt: string;
  readonly now: () => number;
  /** Text goes to the screen this often at most. Milliseconds. */
  readonly flushMs: number;
}

/** One turn from its beginning to its badge. */
export async function runLiveTurn(options: LiveTurnOptions): Promise<LiveTurnOutcome> {
  const { view, transcript, keys, prompt, earlier, now } = options;
  const answer = createAnswerText();
  const continued = earlier === null ? null : createContinuedText(earlier);
  const thoughts = createThoughts();
  const notes: string[] = [];
  let text = '';
  let progress = startProgress(now());
  let timer: NodeJS.Timeout | undefined;
  let over = false;

  const live = (): LiveTurn => ({
    prompt,
    progress,
    tail: answer.tail(),
    thoughts: thoughts.current(),
    started: answer.started(),
    cancelling: view.get().turn?.cancelling ?? false,
  });
  const push = (piece: string) => {
    text += piece;
    answer.push(continued === null ? piece : continued.push(piece));
  };
  const flush = () => {
    clearTimeout(timer);
    timer = undefined;
    const loading = mathsToLoad(answer.tail().text);
    if (loading !== null) {
      view.set({ turn: live() });
      void loading.then(() => {
        if (!over) timer ??= setTimeout(flush, 0);
      });
      return;
    }
    const finished = answer.takeFinished();
    if (finished.length === 0) view.set({ turn: live() });
    else transcript.parts(finished, { turn: live() });
  };
  /** At once where nothing of the answer is there yet, else below it. */
  const tell = (note: string) => {
    if (text === '') transcript.notice(note);
    else notes.push(note);
  };
  /** What was thought becomes a line, where an answer follows or nothing more does. */
  const foldThoughts = () => {
    const took = thoughts.fold(now());
    if (took === null) return;
    const line = `∴ thought for ${took} · ${keys.label('thoughts') || '/thinking show'} shows it`;
    if (text === '') transcript.aside(line, { lastThoughts: thoughts.all(), turn: live() });
    else {
      notes.push(line);
      view.set({ lastThoughts: thoughts.all() });
    }
  };
  const onEvent = (event: ChatEvent) => {
    const before = progress;
    progress = advanceProgress(progress, event, now());
    if (event.type === 'thinking-delta') thoughts.push(event.text, now());
    else if (event.type !== 'warning') foldThoughts();
    if (event.type === 'text-delta') push(event.text);
    if (event.type === 'text-discard') text = '';
    if (event.type === 'turn-end' && text === '') push(event.result.text);
    if (event.type === 'turn-error' && text === '') push(event.text);
    if (event.type === 'warning') tell(event.message);
    if (event.type === 'route-change') tell(changeText(event));
    if (event.type === 'context-compact') tell(compactText(event));
    if (event.type === 'turn-start' && event.conversationId !== null) {
      view.set({ conversationId: event.conversationId });
    }
    // One timer, not one a token: what arrives in between is shown together.
    const isText = event.type === 'text-delta' || event.type === 'thinking-delta';
    if (progress !== before || isText) timer ??= setTimeout(flush, options.flushMs);
  };

  view.set({ turn: live(), offer: null });
  const seen = () => ({ text, traceId: progress.traceId });
  const ending = await seeTurnThrough(options, { onEvent, push, seen });
  foldThoughts();
  answer.push(continued?.end() ?? '');
  await mathsToLoad(answer.tail().text);
  clearTimeout(timer);
  over = true;
  const rest = answer.takeRest();
  if (rest.length > 0) transcript.parts(rest, { turn: live() });
  return finishTurn({
    view,
    transcript,
    keys,
    prompt,
    kind: options.kind,
    earlier,
    text,
    progress,
    notes,
    ...ending,
    now: now(),
  });
}
