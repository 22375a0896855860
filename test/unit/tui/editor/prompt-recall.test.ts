import { expect, test } from 'vitest';
import {
  createRecall,
  recallNewer,
  recallOlder,
  remember,
} from '../../../../packages/tui/src/editor/prompt-recall.ts';

test('back and forth through prompts ends at the draft, unchanged', () => {
  const start = createRecall(['first', 'second']);
  const newest = recallOlder(start, 'a draft');
  expect(newest?.text).toBe('second');
  const oldest = recallOlder(newest?.recall ?? start, 'second');
  expect(oldest?.text).toBe('first');
  expect(recallOlder(oldest?.recall ?? start, 'first')).toBeNull();
  const forward = recallNewer(oldest?.recall ?? start);
  expect(forward?.text).toBe('second');
  const draft = recallNewer(forward?.recall ?? start);
  expect(draft?.text).toBe('a draft');
  expect(recallNewer(draft?.recall ?? start)).toBeNull();
});

test('the same prompt twice in a row is kept once, an empty one never', () => {
  const recall = ['a', 'a', ' ', 'b'].reduce(remember, createRecall([]));
  expect(recall.prompts).toEqual(['a', 'b']);
});
