import type { Conversation } from '@jackdaw/core/protocol';
import { countOf } from '../output/index.ts';
import type { ChatActions } from './chat-actions.ts';
import { UNDER_WAY, type ChatParts } from './chat-parts.ts';
import { forkAt } from './fork-at.ts';

export type BranchActions = Pick<ChatActions, 'fork' | 'editQuestion' | 'dropEdit'> & {
  /** Where a question of the past is being edited: the question asked instead, in a fork. False where none is. */
  sendEdited(text: string): boolean;
};

/** A question with its place. */
interface Place {
  readonly prompt: string;
  /** Messages before it, and with its answer. */
  readonly before: number;
  readonly behind: number;
}

/** Conversations that leave another one at an earlier message; that one stays as it is. */
export function createBranchActions(parts: ChatParts): BranchActions {
  const { view, transcript, connection, turns, alone, attempt, putBack } = parts;

  /** Lets one of the conversation's questions be picked, by number or from a list, the newest first. */
  async function pick(title: string, argument: string, use: (place: Place, talk: Conversation) => void) {
    const { conversationId: id, turn } = view.get();
    if (turn !== null) return transcript.notice(UNDER_WAY);
    if (id === null) return transcript.notice('There is no conversation yet.');
    await attempt(async () => {
      const talk = await (await connection.client()).call('history.get', { id });
      const places = placesOf(talk);
      const chosen = places[Number(argument) - 1];
      if (argument !== '' && chosen === undefined)
        return transcript.notice(
          `The conversation has ${countOf(places.length, 'question')}${places.length > 1 ? `: 1 to ${places.length}` : ''}.`,
        );
      if (chosen !== undefined) return use(chosen, talk);
      const choices = places.map((place, index) => ({
        label: place.prompt.trim().split('\n', 1)[0] ?? '',
        detail: `question ${index + 1}`,
        run() {
          view.set({ screen: { name: 'chat' } });
          use(place, talk);
        },
      }));
      view.set({ screen: { name: 'pick', title, choices, initial: choices.length - 1 } });
    });
  }

  return {
    fork: (argument) =>
      pick('Fork behind which question and its answer?', argument, ({ behind }, { id, title }) => {
        void alone(() =>
          attempt(async () => {
            await forkAt(parts, id, behind);
            transcript.notice(
              `A fork of “${title}”, with its first ${countOf(behind, 'message')}. Go on here; the other one stays as it is (/resume).`,
            );
          }),
        );
      }),
    editQuestion: (argument) =>
      pick('Edit which question?', argument, ({ prompt, before }, { id }) => {
        view.set({ branch: { id, at: before } });
        putBack(prompt);
      }),
    sendEdited(text) {
      const { branch } = view.get();
      if (branch === null) return false;
      view.set({ branch: null });
      void alone(async () => {
        let forked = false;
        await attempt(async () => {
          await forkAt(parts, branch.id, branch.at);
          forked = true;
        });
        if (!forked) return putBack(text);
        transcript.notice('In a fork from here on; the conversation it left stays as it is (/resume).');
        await turns.ask(text);
      });
      return true;
    },
    dropEdit() {
      const isEditing = view.get().branch !== null;
      if (isEditing) view.set({ branch: null });
      return isEditing;
    },
  };
}

/** Every question with the number of messages before and behind its exchange. */
function placesOf({ messages }: Conversation): readonly Place[] {
  return messages.flatMap(({ role, text }, index) => {
    if (role !== 'user') return [];
    const isAnswered = messages[index + 1]?.role === 'assistant';
    return [{ prompt: text, before: index, behind: index + (isAnswered ? 2 : 1) }];
  });
}
