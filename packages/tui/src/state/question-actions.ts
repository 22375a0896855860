import { betterThan } from './better-model.ts';
import type { CacheActions } from './cache-actions.ts';
import type { ChatActions } from './chat-actions.ts';
import { UNDER_WAY, type ChatParts } from './chat-parts.ts';
import type { Wishes } from './turn-runner.ts';

export type QuestionActions = Pick<
  ChatActions,
  'continueAnswer' | 'retry' | 'askOverBudget' | 'askBetter' | 'askFresh' | 'regenerate'
>;

type Others = Pick<ChatActions, 'listModels'> & Pick<CacheActions, 'rejectAnswer'>;

/** What can be done about the last question and its answer. */
export function createQuestionActions(parts: ChatParts, others: Others): QuestionActions {
  const { view, transcript, turns, alone, attempt } = parts;
  /** Whether the daemon is told of a wrong answer, before its question is asked again. */
  let refreshing = false;
  const isBusy = () => view.get().turn !== null || refreshing;

  async function askAgain(wishes: Wishes = {}): Promise<void> {
    const { last } = view.get();
    if (isBusy()) return transcript.notice(UNDER_WAY);
    if (last === null) return transcript.notice(NO_QUESTION);
    await alone(() => turns.ask(last.prompt, wishes));
  }

  /** Another answer beside the one that is there; the question once more where there is none. */
  async function askAnew(wishes: Wishes): Promise<void> {
    const { last, answer } = view.get();
    const anew = { cache: { mode: 'refresh' }, ...wishes } as const;
    if (answer !== null) return turns.askAnew(answer, anew);
    if (last !== null) return turns.ask(last.prompt, anew);
    return transcript.notice(NO_QUESTION);
  }

  /** A similar answer that was served for it was not what was wanted. */
  async function reject(): Promise<void> {
    const { last } = view.get();
    if (last !== null) await attempt(() => others.rejectAnswer(last));
  }

  async function refresh(wishes: Wishes): Promise<void> {
    const { last, answer } = view.get();
    if (isBusy()) return transcript.notice(UNDER_WAY);
    if (last === null && answer === null) return transcript.notice(NO_QUESTION);
    refreshing = true;
    await alone(async () => {
      await reject();
      refreshing = false;
      await askAnew(wishes);
    });
  }

  return {
    async continueAnswer() {
      const { offer } = view.get();
      if (isBusy()) return transcript.notice(UNDER_WAY);
      if (offer?.kind !== 'continue')
        return transcript.notice('No answer broke off: there is nothing to go on with.');
      await alone(() => turns.goOn(offer));
    },
    retry: () => askAgain(),
    askOverBudget: () => askAgain({ overBudget: true }),
    async askBetter() {
      const { last } = view.get();
      if (isBusy()) return transcript.notice(UNDER_WAY);
      if (last === null) return transcript.notice(NO_QUESTION);
      await attempt(async () => {
        const better = betterThan(last.progress, await others.listModels());
        const { tier } = better;
        if (tier === null) return transcript.notice(better.reason);
        // Something else may have been sent while the models were looked up.
        if (view.get().turn !== null) return transcript.notice(UNDER_WAY);
        transcript.notice(better.reason);
        return alone(() => askAnew({ model: tier }));
      });
    },
    askFresh: () => refresh({}),
    regenerate: (model) => refresh(model === null ? {} : { model }),
  };
}

const NO_QUESTION = 'There is no question yet to ask again.';
