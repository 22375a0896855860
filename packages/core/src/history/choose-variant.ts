import { JackdawError } from '../errors/index.ts';
import { questionsOf, variantsOf } from './exchanges-of.ts';
import type { StoredConversation, StoredTurn } from './stored-turn.ts';

/** The conversation with that answer to its last question as the one that counts. Throws `invalid_request`. */
export function chooseVariant(
  conversation: StoredConversation,
  turns: readonly StoredTurn[],
  variant: number,
): StoredConversation {
  const last = questionsOf(turns, conversation.chosen).at(-1);
  const variants = last === undefined ? [] : variantsOf(last);
  const answer = variants[variant - 1];
  if (last === undefined || answer === undefined) throw noSuchVariant(variant, variants.length);
  return {
    ...conversation,
    chosen: { ...conversation.chosen, [last.answers[0][0].turnId]: answer[0].turnId },
  };
}

function noSuchVariant(variant: number, count: number): JackdawError {
  const what = count === 0 ? 'no answer' : count === 1 ? 'one answer' : `${count} answers`;
  return new JackdawError(
    'invalid_request',
    `There is no answer ${variant}: the last question has ${what}. \`regenerate\` asks for another one.`,
  );
}
