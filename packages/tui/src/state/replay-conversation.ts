import type { Conversation, HistoryMessage } from '@jackdaw/core/protocol';
import { describeAttached } from '../attachments/index.ts';
import { mathsToLoad } from '../markdown/index.ts';
import { countOf } from '../output/index.ts';
import { badgeText, factsOfMessage } from './badge.ts';
import type { ChatParts } from './chat-parts.ts';
import { compactText } from './compact-text.ts';
import { continueHint } from './ending-notes.ts';
import { variantText, type LastAnswer } from './last-answer.ts';
import type { Offer } from './offer.ts';

/** Messages that are shown again, and how many in one step: all at once would hold up the keyboard. */
export const MESSAGES_SHOWN = 100;
const CHUNK = 20;
const CODE = /^ *(?:```|~~~)/m;

/** Shows a kept conversation in the transcript again, as far as it was read. Ends early when aborted. */
export async function replayConversation(
  conversation: Conversation,
  { transcript, keys, loadLanguages }: Pick<ChatParts, 'transcript' | 'keys' | 'loadLanguages'>,
  signal: AbortSignal,
): Promise<void> {
  const { messages, earlierTurns = 0 } = conversation;
  const broken = standingOf(conversation).offer === null ? null : lastAnswer(conversation);
  const left =
    earlierTurns > 0 ? `\n${countOf(earlierTurns, 'earlier turn')} not shown, but still counted.` : '';
  transcript.notice(`Going on with: ${conversation.title}${left}`);

  function show(message: HistoryMessage): void {
    if (message.role === 'user') {
      transcript.prompt(message.text);
      const files = (message.attachments ?? []).map(describeAttached);
      if (files.length > 0) transcript.notice(`Attached: ${files.join(' · ')}`);
      return;
    }
    if (message.text.trim() !== '') transcript.answer(message.text);
    const note = message.state === 'complete' ? '' : stateNote(message.state, message.error);
    const { variant = 1, variants = [] } = message;
    const isLast = message === messages.at(-1);
    const hints = [
      ...(variants.length > 0 ? [variantText({ variant, of: variants.length + 1, isLast })] : []),
      ...(message === broken ? [continueHint(keys)] : []),
    ];
    transcript.badge(badgeText(factsOfMessage(message)), { note, hints });
    if (message.compaction !== undefined) transcript.notice(compactText(message.compaction));
  }

  for (let from = 0; from < messages.length; from += CHUNK) {
    const chunk = messages.slice(from, from + CHUNK);
    for (const { role, text } of chunk) {
      if (role !== 'assistant') continue;
      await mathsToLoad(text);
      if (CODE.test(text)) await loadLanguages();
    }
    if (signal.aborted) return;
    transcript.together(() => {
      for (const message of chunk) show(message);
    });
    await new Promise((resolve) => setTimeout(resolve, 0));
  }
}

/** How a conversation stands when it is opened. */
export interface Standing {
  /** To go on with its last answer, where that broke off. */
  readonly offer: Offer | null;
  /** The turn that is answering right now; `earlier` is the part of the answer that it goes on with. */
  readonly underWay: {
    readonly turnId: string;
    readonly prompt: string;
    readonly earlier: string | null;
  } | null;
}

export function standingOf(conversation: Conversation): Standing {
  const { messages, turnUnderWay } = conversation;
  const answer = lastAnswer(conversation);
  const before = answer === null ? messages : messages.slice(0, messages.indexOf(answer));
  const question = before.findLast(({ role }) => role === 'user')?.text ?? '';
  if (turnUnderWay !== undefined) {
    const newest = messages.at(-1);
    const underWay =
      newest?.role === 'user'
        ? { turnId: turnUnderWay, prompt: newest.text, earlier: null }
        : { turnId: turnUnderWay, prompt: question, earlier: answer?.text ?? '' };
    return { offer: null, underWay };
  }
  if (answer?.state !== 'interrupted') return { offer: null, underWay: null };
  const { text: earlier, model = null } = answer;
  return { offer: { kind: 'continue', prompt: question, earlier, model, readyAt: null }, underWay: null };
}

/** The latest answer that has words and counts: a refusal does not, nor a failure. */
function lastAnswer({ messages }: Conversation): HistoryMessage | null {
  const isAnswer = ({ role, state, text }: HistoryMessage) =>
    role === 'assistant' && (state === 'complete' || state === 'interrupted') && text.trim() !== '';
  return messages.findLast(isAnswer) ?? null;
}

/** The answer to the conversation's last question; null where that has none. */
export function answerIn({ messages }: Conversation): LastAnswer | null {
  const [question, answer] = messages.slice(-2);
  if (question?.role !== 'user' || answer?.role !== 'assistant' || answer.text.trim() === '') return null;
  const { text, traceId = null, costUsd = null, variant = 1, variants = [] } = answer;
  return { prompt: question.text, text, traceId, costUsd, variant, of: variants.length + 1 };
}

function stateNote(state: string, error: string | undefined): string {
  // The person's own doing needs no reason.
  if (state === 'interrupted' && error?.startsWith('Cancelled') === true) return 'Cancelled.';
  const words = state === 'error' ? 'Failed' : state.charAt(0).toUpperCase() + state.slice(1);
  return error === undefined ? `${words}.` : `${words}: ${error}`;
}
