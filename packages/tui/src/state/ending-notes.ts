import type { ErrorCode, WireError } from '@jackdaw/core/protocol';
import { formatDuration } from '../output/index.ts';

/** What is to be said of an answer that did not simply end: what happened and what to do next. Empty otherwise. */
export function stopNote(stopReason: string): string {
  switch (stopReason) {
    case 'max_tokens':
      return 'Cut: the answer reached its length limit. Send “go on” for the rest.';
    case 'refusal':
      return 'Refused: the model declined to answer. Say it in another way, or start anew with /new.';
    case 'model_context_window_exceeded':
      return 'Cut: the conversation fills the model’s window. Start anew with /new, or choose a larger model with /model.';
    case 'pause_turn':
      return 'Paused: the model stopped in between. Send “go on” for the rest.';
    default:
      return '';
  }
}

/** A failure in the daemon's own words, whole, with what can be done from the chat. */
export function errorNote(error: WireError, hadText: boolean): string {
  if (error.code === 'cancelled') {
    return hadText ? 'Cancelled: what had arrived is kept above.' : 'Cancelled before an answer came.';
  }
  const partial = hadText ? ' What had arrived is kept above.' : '';
  const wait =
    error.retryAfterMs === undefined ? '' : ` It may work again in ${formatDuration(error.retryAfterMs)}.`;
  return [`${headOf(error.code)}: ${error.message}${partial}${wait}`, nextStep(error, hadText)]
    .filter((part) => part !== '')
    .join(' ');
}

function headOf(code: ErrorCode): string {
  if (code === 'refused') return 'Refused';
  if (code === 'interrupted' || code === 'stalled') return 'Interrupted';
  return 'Failed';
}

function nextStep({ code, retryable }: WireError, hadText: boolean): string {
  if (hadText && (code === 'interrupted' || code === 'stalled' || retryable))
    return 'Send “go on” for the rest.';
  if (!hadText && retryable) return 'Your question is back in the input: Enter sends it again.';
  return '';
}
