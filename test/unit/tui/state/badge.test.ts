import { describe, expect, test } from 'vitest';
import { badgeText, factsOfTurn } from '../../../../packages/tui/src/state/badge.ts';
import { errorNote, isContinuable, stopNote } from '../../../../packages/tui/src/state/ending-notes.ts';
import { advanceProgress, startProgress } from '../../../../packages/tui/src/state/turn-progress.ts';
import { PLAIN_RESULT } from '../../../support/fake-client.ts';

const DAY = 86_400_000;
const asked = startProgress(0);
const hit = advanceProgress(
  asked,
  {
    type: 'cache-hit',
    tier: 'semantic',
    entryId: 'e',
    model: 'm',
    ageMs: 3 * DAY,
    savedUsd: 0.0042,
    savedMs: 900,
    similarity: 0.941,
    matchedPrompt: 'p',
  },
  0,
);

describe('the badge says where an answer came from and what it took', () => {
  test('a miss: model, time, tokens, cost', () =>
    expect(badgeText(factsOfTurn(PLAIN_RESULT, asked))).toBe(
      'model-small · 1.2 s (first word 400 ms) · 12 in, 34 out · $0.0042',
    ));
  test('what routing saved stands behind the cost; where it cost more, that does', () => {
    const badge = (routingSavedUsd: number | null) =>
      badgeText(factsOfTurn({ ...PLAIN_RESULT, routingSavedUsd }, asked));
    expect(badge(0.02)).toMatch(/ · \$0\.0042 · routing saved \$0\.0200$/);
    expect(badge(-0.02)).toMatch(/ · \$0\.0042 · routing cost \$0\.0200 more$/);
    expect(badge(null)).toMatch(/ · \$0\.0042$/);
    expect(badge(0)).toMatch(/ · \$0\.0042$/);
  });
  test('a similar answer: how similar, how old, what it saved', () =>
    expect(
      badgeText(
        factsOfTurn(
          { ...PLAIN_RESULT, cache: 'semantic', savedUsd: 0.0042, latencyMs: 9, ttftMs: 9, costUsd: 0 },
          hit,
        ),
      ),
    ).toBe('model-small · similar 0.94 · 3 days old · saved $0.0042 · 9 ms'));
  test('a similar answer that a model let through says so', () =>
    expect(
      badgeText({ model: 'm', cache: 'semantic', simulated: false, similarity: 0.61, judged: true }),
    ).toBe('m · similar 0.61, judged · free'));
  test('an unknown price is said, not guessed', () =>
    expect(badgeText(factsOfTurn({ ...PLAIN_RESULT, costUsd: null }, asked))).toContain('unknown cost'));
  test('a simulated answer says so first', () =>
    expect(badgeText(factsOfTurn({ ...PLAIN_RESULT, simulated: true }, asked))).toMatch(/^simulated · /));
});

describe('an answer that did not simply end says what to do next', () => {
  test.each(['refusal', 'model_context_window_exceeded'])('%s', (reason) =>
    expect(stopNote(reason)).toMatch(/^(Cut|Refused): .+(Send|Say|Start)/),
  );
  test('an ordinary end says nothing', () => expect(stopNote('end_turn')).toBe(''));
  test('the daemon’s words are shown whole', () => {
    const message = 'The model is overloaded. '.repeat(20);
    expect(errorNote({ code: 'overloaded', message, retryable: true }, false)).toContain(message);
  });
  test('an answer that was cut can be gone on with, one that fills the window cannot', () => {
    expect(stopNote('max_tokens')).toBe('Cut: the answer reached its length limit.');
    expect(isContinuable('max_tokens')).toBe(true);
    expect(isContinuable('model_context_window_exceeded')).toBe(false);
    expect(isContinuable('refusal')).toBe(false);
  });
  test('what failed says when it may work again, and that the question is back', () => {
    const error = { code: 'overloaded', message: 'Busy.', retryable: true, retryAfterMs: 42_000 } as const;
    expect(errorNote(error, false)).toBe(
      'Failed: Busy. It may work again in 42.0 s. Your question is back in the input: Enter sends it again.',
    );
  });
});
