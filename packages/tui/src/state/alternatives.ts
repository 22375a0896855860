import type { JackdawClient } from '@jackdaw/core/client';
import type { Conversation, ConversationSummary } from '@jackdaw/core/protocol';

/** What a conversation could go on from in the place of what it shows. Questions and answers count from 1. */
export type Alternative =
  | {
      readonly kind: 'answer';
      readonly question: number;
      readonly prompt: string;
      /** Messages of the conversation up to this question's answer. */
      readonly behind: number;
      readonly isLast: boolean;
      readonly variant: number;
      readonly of: number;
      /** Its first line that the answer that counts does not begin with. */
      readonly excerpt: string;
    }
  /** What was asked at that place in another conversation that shares everything before it. */
  | {
      readonly kind: 'branch';
      readonly question: number;
      readonly conversationId: string;
      readonly prompt: string;
    };

/** The answers that do not count now, in the order in which they were asked for. */
export function otherAnswers({ messages }: Conversation): readonly (Alternative & { kind: 'answer' })[] {
  let question = 0;
  return messages.flatMap(({ role, text: prompt }, index) => {
    if (role !== 'user') return [];
    question += 1;
    const answer = messages[index + 1];
    if (answer?.role !== 'assistant') return [];
    const { variant: counts = 1, variants = [] } = answer;
    const behind = index + 2;
    const common = { kind: 'answer' as const, question, prompt, behind, isLast: behind === messages.length };
    return variants.map(({ text }, other) => ({
      ...common,
      excerpt: excerptOf(text, answer.text),
      // The one that counts is not among them, but has its number.
      variant: other + 1 < counts ? other + 1 : other + 2,
      of: variants.length + 1,
    }));
  });
}

function excerptOf(text: string, beside: string): string {
  const [lines = [], others = []] = [text, beside].map((one) =>
    one.split('\n').flatMap((line) => {
      const words = line.replaceAll(/[#*_`>|]+/g, '').trim();
      return words === '' ? [] : [words];
    }),
  );
  return lines.find((line, index) => line !== others[index]) ?? lines[0] ?? '';
}

/** Conversations that are looked through for branches, and branches that are told, the latest first. */
const MOST_LOOKED_AT = 1_000;
const MOST_BRANCHES = 20;

/** Forks of the conversation, the one it was forked from, and the forks of that one at the same place. */
export async function branchesOf(
  talk: Conversation,
  client: Pick<JackdawClient, 'call'>,
): Promise<readonly Alternative[]> {
  const { conversations } = await client.call('history.list', { limit: MOST_LOOKED_AT });
  const related = conversations.flatMap((other) => {
    const at = placeOfParting(talk, other);
    return at === null ? [] : [{ id: other.id, at }];
  });
  const branches = await Promise.all(
    related.slice(0, MOST_BRANCHES).map(async ({ id, at }): Promise<Alternative | null> => {
      const asked = (await client.call('history.get', { id })).messages[at];
      if (asked?.role !== 'user') return null;
      const question = talk.messages.slice(0, at).filter(({ role }) => role === 'user').length + 1;
      return { kind: 'branch', question, conversationId: id, prompt: asked.text };
    }),
  );
  return branches.filter((branch) => branch !== null);
}

/** How many messages the two have in common; null where they are no relatives. */
function placeOfParting(talk: Conversation, other: ConversationSummary): number | null {
  const { forkedFrom: own } = talk;
  const { forkedFrom: its } = other;
  if (other.id === talk.id) return null;
  if (its?.id === talk.id) return its.at;
  if (own === undefined) return null;
  if (other.id === own.id || (its?.id === own.id && its.at === own.at)) return own.at;
  return null;
}
