import type { ErrorCode, WireError } from '@jackdaw/core/protocol';
import type { KeyMap } from '../keys/index.ts';
import { formatDuration } from '../output/index.ts';

/** What is to be said of an answer that did not simply end: what happened and what to do next. Empty otherwise. */
export function stopNote(stopReason: string): string {
  switch (stopReason) {
    case 'max_tokens':
      return 'Cut: the answer reached its length limit.';
    case 'refusal':
      return 'Refused: the model declined to answer. Say it in another way, or start anew with /new.';
    case 'model_context_window_exceeded':
      return 'Cut: the conversation fills the model’s window. Start anew with /new, or choose a larger model with /model.';
    case 'pause_turn':
      return 'Paused: the model stopped in between.';
    default:
      return '';
  }
}

/** Below an answer that broke off. Where lines are read from a pipe an empty one says nothing. */
export function continueHint(keys: KeyMap): string {
  return `${keys.label('send') === '' ? '' : 'Enter or '}/continue goes on where it stopped`;
}

/** Whether more can come after this end. */
export function isContinuable(stopReason: string): boolean {
  return stopReason === 'max_tokens' || stopReason === 'pause_turn';
}

/**
 * A failure in the daemon's own words, whole, with what can be done from the chat. `continues`: it was to go on with
 * an earlier part, so that the question has no place in the input. `again`: how the question is sent again.
 */
export function errorNote(
  error: WireError,
  hadText: boolean,
  { continues = false, again = AGAIN }: { readonly continues?: boolean; readonly again?: string } = {},
): string {
  if (error.code === 'cancelled') {
    return hadText ? 'Cancelled: what had arrived is kept above.' : 'Cancelled before an answer came.';
  }
  const partial = hadText ? ' What had arrived is kept above.' : '';
  const wait =
    error.retryAfterMs === undefined ? '' : ` It may work again in ${formatDuration(error.retryAfterMs)}.`;
  return [
    `${headOf(error.code)}: ${error.message}${partial}${wait}`,
    nextStep(error, hadText || continues, again),
  ]
    .filter((part) => part !== '')
    .join(' ');
}

function headOf(code: ErrorCode): string {
  if (code === 'refused') return 'Refused';
  if (code === 'interrupted' || code === 'stalled') return 'Interrupted';
  return 'Failed';
}

function nextStep({ retryable }: WireError, hadText: boolean, again: string): string {
  return !hadText && retryable ? again : '';
}

const AGAIN = 'Your question is back in the input: Enter sends it again.';
