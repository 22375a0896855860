import { describe, expect, test } from 'vitest';
import { describeEvent } from '../../../../packages/tui/src/cli/ask/describe-event.ts';
import { embedderLines } from '../../../../packages/tui/src/cli/daemon/embedder-lines.ts';
import { checkEmbedder } from '../../../../packages/tui/src/cli/doctor/check-embedder.ts';

describe('the note on an answer from the cache', () => {
  const hit = { type: 'cache-hit', entryId: 'e', model: 'm', ageMs: 3 * 86_400_000, savedMs: 9 } as const;
  test('names the similar question', () =>
    expect(
      describeEvent({
        ...hit,
        tier: 'semantic',
        savedUsd: 0.0042,
        similarity: 0.941,
        matchedPrompt: 'How\nso?',
      }),
    ).toBe('from the cache: similar 0.94 to “How so?” · 3 days old · saved $0.0042'));
  test('says where a model let it through', () =>
    expect(
      describeEvent({
        ...hit,
        tier: 'semantic',
        savedUsd: null,
        similarity: 0.6,
        matchedPrompt: 'a',
        judged: true,
      }),
    ).toBe('from the cache: similar 0.60 to “a”, judged · 3 days old'));
  test('of the same question needs no name', () =>
    expect(describeEvent({ ...hit, tier: 'exact', savedUsd: null })).toBe(
      'from the cache: exact · 3 days old',
    ));
});

describe('the embedder', () => {
  const fetching = {
    state: 'fetching',
    id: 'lexical-1',
    detail: 'The embedding model is being fetched (42 %).',
  };
  const missing = {
    state: 'missing',
    id: 'lexical-1',
    detail: 'The embedding model is not there: no network.',
  };

  test('is told with how far it is and what finds similar questions until then', () =>
    expect(embedderLines(fetching)).toEqual([
      'fetching: similar questions are found by lexical-1',
      'The embedding model is being fetched (42 %).',
    ]));
  test('that is there needs no more words', () =>
    expect(embedderLines({ state: 'ready', id: 'minilm' })).toEqual([
      'ready: similar questions are found by minilm',
    ]));
  test('being fetched is no fault for doctor, a missing one is told with why', () => {
    expect(checkEmbedder(fetching, true)).toMatchObject({
      state: 'ok',
      detail: expect.stringContaining('42 %'),
    });
    expect(checkEmbedder(missing, true)).toMatchObject({
      state: 'warn',
      detail: expect.stringContaining('no network'),
    });
  });
  test('that the config switched off is none either', () =>
    expect(checkEmbedder({ state: 'off', id: 'lexical-1' }, false).state).toBe('ok'));
});
