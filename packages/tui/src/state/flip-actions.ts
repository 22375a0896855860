import type { Conversation } from '@jackdaw/core/protocol';
import { branchesOf, otherAnswers, type Alternative } from './alternatives.ts';
import { badgeText, factsOfMessage } from './badge.ts';
import type { ChatActions } from './chat-actions.ts';
import { UNDER_WAY, type ChatParts } from './chat-parts.ts';
import { forkAt } from './fork-at.ts';
import { variantText } from './last-answer.ts';

export type FlipActions = Pick<ChatActions, 'flip'>;

type OtherAnswer = Alternative & { readonly kind: 'answer' };

/** Goes between the answers to a question, and between the branches of a conversation. */
export function createFlipActions(
  parts: ChatParts,
  { openConversation }: Pick<ChatActions, 'openConversation'>,
): FlipActions {
  const { view, transcript, connection, attempt, alone } = parts;
  const say = (text: string) => transcript.notice(text);

  /** The last question's answer is exchanged where it stands. */
  async function choose(id: string, variant: number, before = ''): Promise<void> {
    const { message } = await (await connection.client()).call('history.choose', { id, variant });
    const { answer } = view.get();
    const { text, traceId = null, costUsd = null, variants = [] } = message;
    const of = variants.length + 1;
    say(before === '' ? `Answer ${variant} of ${of} counts from here on:` : before);
    if (before !== '' && answer !== null) transcript.prompt(answer.prompt);
    transcript.answer(text);
    transcript.badge(
      badgeText(factsOfMessage(message)),
      { hints: [variantText({ variant, of })] },
      answer === null ? {} : { answer: { ...answer, text, traceId, costUsd, variant, of }, offer: null },
    );
  }

  /** What was asked behind an earlier question stands on the answer that it had: there the way is a fork. */
  async function chooseEarlier(id: string, { question, behind, variant, of }: OtherAnswer): Promise<void> {
    const fork = await forkAt(parts, id, behind);
    transcript.answer('---');
    const where = `In a fork from here on, with answer ${variant} of ${of} to question ${question}`;
    await choose(fork, variant, `${where}; the conversation it left stays as it is (/resume).`);
  }

  function flipTo(id: string, to: Alternative): Promise<void> {
    if (to.kind === 'branch') return openConversation(to.conversationId);
    return alone(() => attempt(() => (to.isLast ? choose(id, to.variant) : chooseEarlier(id, to))));
  }

  function pick(id: string, all: readonly Alternative[]): void {
    const answer = view.get().answer;
    const next = answer === null ? 0 : (answer.variant % answer.of) + 1;
    const initial = all.findIndex((one) => one.kind === 'answer' && one.isLast && one.variant === next);
    const choices = all.map((to) => ({
      label: to.kind === 'answer' ? to.excerpt : (to.prompt.trim().split('\n', 1)[0] ?? ''),
      detail: `question ${to.question} · ${to.kind === 'answer' ? `answer ${to.variant} of ${to.of}` : 'asked in another way'}`,
      run() {
        view.set({ screen: { name: 'chat' } });
        return flipTo(id, to);
      },
    }));
    view.set({
      screen: {
        name: 'pick',
        title: 'Go on from which answer or question?',
        choices,
        initial: initial < 0 ? choices.length - 1 : initial,
      },
    });
  }

  /** By the numbers of a question and of its answer. */
  function flipByNumber(id: string, talk: Conversation, question: number, variant: number): Promise<void> {
    const answers = otherAnswers(talk).filter((one) => one.question === question);
    const to = answers.find((one) => one.variant === variant);
    if (to !== undefined) return flipTo(id, to);
    const of = answers[0]?.of;
    const why =
      of === undefined
        ? `Question ${question} has one answer at most.`
        : variant >= 1 && variant <= of
          ? `Answer ${variant} to question ${question} counts already.`
          : `Question ${question} has ${of} answers.`;
    say(`${why} /flip lists what there is to choose.`);
    return Promise.resolve();
  }

  return {
    async flip(argument) {
      const { answer, conversationId: id, turn } = view.get();
      if (turn !== null) return say(UNDER_WAY);
      if (id === null) return say(ONE_ANSWER);
      const numbers = argument.trim() === '' ? [] : argument.trim().split(/\s+/).map(Number);
      const [first, second] = numbers;
      if (numbers.length > 2 || numbers.some((number) => !Number.isInteger(number) || number < 1))
        return say(
          `Which one? /flip 1 takes the last question’s first answer, /flip 3 1 that of question 3.`,
        );
      if (first !== undefined && second === undefined) {
        if (answer === null || answer.of < 2) return say(ONE_ANSWER);
        return alone(() => attempt(() => choose(id, first)));
      }
      return attempt(async () => {
        const client = await connection.client();
        const talk = await client.call('history.get', { id });
        if (first !== undefined && second !== undefined) return flipByNumber(id, talk, first, second);
        const all = [...otherAnswers(talk), ...(await branchesOf(talk, client))].toSorted(
          (one, other) => one.question - other.question,
        );
        // Something else may have been sent while this was looked up.
        if (view.get().turn !== null) return say(UNDER_WAY);
        if (all.length === 0) return say(ONE_ANSWER);
        if (answer !== null && all.every((one) => one.kind === 'answer' && one.isLast))
          return alone(() => attempt(() => choose(id, (answer.variant % answer.of) + 1)));
        return pick(id, all);
      });
    },
  };
}

const ONE_ANSWER = 'There is one answer only. /regenerate asks for another one.';
