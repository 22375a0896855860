import type { Conversation } from '@jackdaw/core/protocol';
import { badgeText, factsOfMessage } from './badge.ts';
import type { Transcript } from './transcript.ts';

/** Messages shown again at most, and how many at once: thousands in one step would hold up the terminal. */
const MOST_MESSAGES = 100;
const CHUNK = 20;

/** Shows a kept conversation in the transcript again, its last messages at least. Ends early when aborted. */
export async function replayConversation(
  conversation: Conversation,
  transcript: Transcript,
  signal: AbortSignal,
): Promise<void> {
  const messages = conversation.messages.slice(-MOST_MESSAGES);
  const left = conversation.messages.length - messages.length;
  transcript.notice(
    `Going on with: ${conversation.title}${left > 0 ? `\n${left} earlier messages are not shown; they still count.` : ''}`,
  );
  for (const [index, message] of messages.entries()) {
    if (signal.aborted) return;
    if (message.role === 'user') transcript.prompt(message.text);
    else {
      if (message.text.trim() !== '') transcript.answer(message.text);
      const note = message.state === 'complete' ? '' : stateNote(message.state, message.error);
      transcript.badge(badgeText(factsOfMessage(message)), { note });
    }
    if (index % CHUNK === CHUNK - 1) await new Promise((resolve) => setTimeout(resolve, 0));
  }
}

function stateNote(state: string, error: string | undefined): string {
  const words = state === 'error' ? 'Failed' : state.charAt(0).toUpperCase() + state.slice(1);
  return error === undefined ? `${words}.` : `${words}: ${error}`;
}
