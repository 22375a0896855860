import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openTalk } from './talk.ts';

type Talk = ReturnType<typeof openTalk>;

const STATES = ['complete', 'interrupted', 'refused', 'error'] as const;

/** What a person does next; what cannot be done at that point is not. */
const step = fc.record({
  what: fc.constantFrom('say', 'say', 'again', 'goOn', 'choose'),
  state: fc.constantFrom(...STATES),
  text: fc.constantFrom('', 'some words', 'other words'),
});

async function act(
  talk: Talk,
  id: string,
  { what, state, text }: typeof step extends fc.Arbitrary<infer T> ? T : never,
) {
  try {
    if (what === 'say') await talk.say('A question?', text, id, { state });
    if (what === 'again') await talk.again(text, id, { state });
    if (what === 'goOn') await talk.goOn(text, id, { state });
    if (what === 'choose') await talk.conversations.choose(id, 1);
  } catch {
    // There was nothing to go on with, or one answer to choose from.
  }
}

describe('the end of a conversation', () => {
  it('is what the whole has at its end, whatever was asked anew, gone on with and chosen', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { maxLength: 12 }),
        fc.integer({ min: 1, max: 26 }),
        fc.boolean(),
        async (steps, last, isUnderWay) => {
          const talk = openTalk();
          const { id } = await talk.say('The first?', 'one');
          for (const one of steps) await act(talk, id, one);
          if (isUnderWay) await talk.begin({ kind: 'question', prompt: 'Under way' }, id);
          const whole = await talk.conversations.get(id);
          const { messages, earlierTurns = 0, ...end } = await talk.conversations.get(id, last);
          const { messages: all, ...facts } = whole;
          expect(messages).toEqual(all.slice(-messages.length));
          expect(messages.length).toBeGreaterThanOrEqual(Math.min(last, all.length));
          expect(messages[0]?.role).toBe('user');
          expect(end).toEqual(facts);
          expect(earlierTurns === 0).toBe(messages.length === all.length);
        },
      ),
    );
  });

  it('is read without what lies before it', async () => {
    const talk = openTalk();
    const { id } = await talk.say('Question 1', 'Answer 1');
    for (let count = 2; count <= 30; count += 1) await talk.say(`Question ${count}`, `Answer ${count}`, id);
    const read = new Set<string>();
    const counting = {
      ...talk.store,
      async *scan(options: Parameters<typeof talk.store.scan>[0]) {
        for await (const entry of talk.store.scan(options)) {
          read.add(entry.key);
          yield entry;
        }
      },
    };
    const { messages, earlierTurns, turns } = await talk.over(counting).get(id, 4);
    expect(messages.map(({ text }) => text)).toEqual([
      'Question 29',
      'Answer 29',
      'Question 30',
      'Answer 30',
    ]);
    expect({ earlierTurns, turns, read: read.size }).toEqual({ earlierTurns: 28, turns: 30, read: 2 });
  });

  it('reaches back to the question that its answers belong to', async () => {
    const talk = openTalk();
    const { id } = await talk.say('Count', 'one ', null, { state: 'interrupted' });
    for (let count = 0; count < 5; count += 1) await talk.say('Another', '', id, { state: 'error' });
    await talk.goOn('two', id);
    const { messages, earlierTurns } = await talk.conversations.get(id, 2);
    expect(messages.slice(0, 2).map(({ text }) => text)).toEqual(['Count', 'one two']);
    expect(earlierTurns).toBeUndefined();
  });
});
