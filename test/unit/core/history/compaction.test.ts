import { expect, it } from 'vitest';
import { applyCompaction, type Compaction } from '../../../../packages/core/src/history/compaction.ts';

const exchange = (name: string) => [
  { role: 'user' as const, content: `${name}?` },
  { role: 'assistant' as const, content: `${name}.` },
];

const CONTEXT = {
  messages: ['a', 'b', 'c'].flatMap(exchange),
  entries: ['entry a', null, 'entry c'],
  turnIds: [['a'], ['b', 'b, continued'], ['c']],
  beginsWithSummary: false,
  previous: { model: 'claude-opus-5-5', tier: 'capable' as const },
};

const summaryOf = (...turnIds: string[]): Compaction => ({
  at: 1,
  turnIds,
  summary: 'They spoke.',
  model: 'claude-haiku-5-5',
  turns: turnIds.length,
  fromTokens: 100,
  toTokens: 10,
  costUsd: 0,
});

it('has the summary in the place of what it stands for; entries and turns stay aligned with the messages', () => {
  const context = applyCompaction(CONTEXT, summaryOf('a', 'b', 'b, continued'), false);
  expect(context.messages).toHaveLength(4);
  expect(context.messages[0]?.content).toContain('They spoke.');
  expect(context.messages.slice(2)).toEqual(exchange('c'));
  expect(context).toMatchObject({
    entries: [null, 'entry c'],
    turnIds: [['a', 'b', 'b, continued'], ['c']],
    beginsWithSummary: true,
    previous: CONTEXT.previous,
  });
});

it('sends an exchange in full that has grown since, or was answered late', () => {
  const { messages } = applyCompaction(CONTEXT, summaryOf('a', 'b'), false);
  expect(messages.slice(2)).toEqual([...exchange('b'), ...exchange('c')]);
  expect(applyCompaction(CONTEXT, summaryOf('b', 'b, continued'), false).messages.slice(2)).toEqual([
    ...exchange('a'),
    ...exchange('c'),
  ]);
});

it('spares the last answer where that is gone on with', () => {
  const all = summaryOf('a', 'b', 'b, continued', 'c');
  expect(applyCompaction(CONTEXT, all, false).messages).toHaveLength(2);
  expect(applyCompaction(CONTEXT, all, true).messages.slice(2)).toEqual(exchange('c'));
});

it('takes the place of an earlier summary that it took in', () => {
  const once = applyCompaction(CONTEXT, summaryOf('a'), false);
  const twice = applyCompaction(once, summaryOf('a', 'b', 'b, continued'), false);
  expect(twice.messages).toHaveLength(4);
  expect(twice.turnIds[0]).toEqual(['a', 'b', 'b, continued']);
});

it('changes nothing where there is none, or none of it is in the context', () => {
  expect(applyCompaction(CONTEXT, null, false)).toBe(CONTEXT);
  expect(applyCompaction(CONTEXT, summaryOf('elsewhere'), false)).toBe(CONTEXT);
});
