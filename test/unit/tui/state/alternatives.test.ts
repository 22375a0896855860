import { expect, test } from 'vitest';
import type { Conversation } from '@jackdaw/core/protocol';
import { branchesOf, otherAnswers } from '../../../../packages/tui/src/state/alternatives.ts';

const plain = (role: 'user' | 'assistant', text: string) => ({
  role,
  text,
  at: 0,
  state: 'complete' as const,
});
const talk = (change: Partial<Conversation> = {}): Conversation => ({
  id: 'here',
  title: 'Numbers',
  createdAt: 0,
  updatedAt: 0,
  turns: 4,
  costUsd: 0,
  messages: [
    plain('user', 'first?'),
    { ...plain('assistant', 'b'), variant: 2, variants: [plain('assistant', 'a'), plain('assistant', 'c')] },
    plain('user', 'second?'),
    plain('assistant', 'only'),
    plain('user', 'unanswered?'),
  ],
  ...change,
});

test('each answer that does not count has the number that chooses it', () => {
  expect(otherAnswers(talk())).toMatchObject([
    { question: 1, behind: 2, variant: 1, of: 3, excerpt: 'a', isLast: false },
    { question: 1, behind: 2, variant: 3, of: 3, excerpt: 'c', isLast: false },
  ]);
  const { messages } = talk();
  expect(otherAnswers(talk({ messages: messages.slice(0, 2) }))).toMatchObject([
    { isLast: true },
    { isLast: true },
  ]);
});

test('an answer is told by the line in which it differs', () => {
  const beside = plain('assistant', '# Numbers\n\nTwo of **many**.\nEnd.');
  const answer = { ...plain('assistant', '# Numbers\n\nOne.'), variant: 1, variants: [beside] };
  expect(otherAnswers(talk({ messages: [plain('user', '?'), answer] }))).toMatchObject([
    { excerpt: 'Two of many.' },
  ]);
});

test('branches are forks, the parent, and the forks beside this one, by what they asked where they parted', async () => {
  const summary = { title: '', createdAt: 0, updatedAt: 0, turns: 1, costUsd: 0 };
  const conversations = [
    { ...summary, id: 'here' },
    { ...summary, id: 'child', forkedFrom: { id: 'here', at: 4 } },
    { ...summary, id: 'parent' },
    { ...summary, id: 'sibling', forkedFrom: { id: 'parent', at: 2 } },
    { ...summary, id: 'elsewhere', forkedFrom: { id: 'parent', at: 0 } },
    { ...summary, id: 'silent', forkedFrom: { id: 'here', at: 5 } },
    { ...summary, id: 'stranger' },
  ];
  const read: string[] = [];
  const client = {
    call: async (method: string, { id = '' }: { id?: string }) => {
      if (method === 'history.list') return { conversations, cursor: null };
      read.push(id);
      return talk({
        id,
        messages: talk()
          .messages.map((message) => ({ ...message, text: `${id}: ${message.text}` }))
          .slice(0, 5),
      });
    },
  };
  const branches = await branchesOf(talk({ forkedFrom: { id: 'parent', at: 2 } }), client as never);
  expect(branches).toEqual([
    { kind: 'branch', question: 3, conversationId: 'child', prompt: 'child: unanswered?' },
    { kind: 'branch', question: 2, conversationId: 'parent', prompt: 'parent: second?' },
    { kind: 'branch', question: 2, conversationId: 'sibling', prompt: 'sibling: second?' },
  ]);
  expect(read).not.toContain('elsewhere');
  expect(read).not.toContain('stranger');
});
