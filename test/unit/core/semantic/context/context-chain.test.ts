import { expect, test } from 'vitest';
import { createTalkFixture } from '../../../../support/talk-fixture.ts';
import { DIALOGUES } from './dialogues.ts';

test('over all dialogues, no question that follows another gets an answer of another conversation', async () => {
  const { talk } = await createTalkFixture();
  const served: string[] = [];
  for (const questions of DIALOGUES) {
    const [, ...following] = await talk(questions);
    for (const { cache, text } of following)
      if (cache !== 'miss') served.push(`${questions.join(' / ')}: ${text}`);
  }
  expect(served).toEqual([]);
});

test('over all dialogues, the same conversation over again gets its own answers, and no other', async () => {
  const { talk } = await createTalkFixture();
  const first = [];
  for (const questions of DIALOGUES) first.push(await talk(questions));
  for (const [index, questions] of DIALOGUES.entries()) {
    const again = await talk(questions);
    expect(again.map(({ text }) => text)).toEqual(first[index]?.map(({ text }) => text));
    expect(again.map(({ cache }) => cache)).toEqual(questions.map(() => 'exact'));
  }
});

test.each([
  [
    ['How do I make pizza dough?', 'How long does the dough rest?', 'Can I freeze the dough overnight?'],
    ['How can I make pizza dough?', 'For how long does the dough rest?', 'Can I freeze the dough overnight?'],
  ],
  [
    ['What is PostgreSQL?', 'How do I back up the database?'],
    ['What’s PostgreSQL?', 'How can I back up the database?'],
  ],
])('a conversation that means the same all along gets the same answers: %j', async (one, other) => {
  const { talk } = await createTalkFixture();
  for (const questions of DIALOGUES) if (questions[0] !== one[0]) await talk(questions);
  const first = await talk(one);
  const again = await talk(other);
  expect(again.map(({ text }) => text)).toEqual(first.map(({ text }) => text));
  expect(again.every(({ cache }) => cache !== 'miss')).toBe(true);
});
