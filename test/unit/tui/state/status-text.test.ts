import { JackdawError } from '@jackdaw/core/protocol';
import { expect, test } from 'vitest';
import { initialView, type ChatView } from '../../../../packages/tui/src/state/chat-view.ts';
import { statusText } from '../../../../packages/tui/src/state/status-text.ts';
import { waitOf } from '../../../../packages/tui/src/state/wait-text.ts';
import { startProgress, type TurnProgress } from '../../../../packages/tui/src/state/turn-progress.ts';

const session = { demo: false, credentials: true, note: null };
const connected: ChatView['connection'] = { status: 'connected' };
const idle: ChatView = { ...initialView('auto'), session, connection: connected };
const during = (change: Partial<TurnProgress>): ChatView => ({
  ...idle,
  turn: {
    prompt: 'p',
    progress: { ...startProgress(0), ...change },
    tail: { text: '', joined: false, code: null },
    thoughts: '',
    started: false,
    cancelling: false,
  },
});

test('at rest: who answers and where help is', () => expect(statusText(idle, 0)).toBe('model: auto · /help'));
test('asking: whom, how long, how to stop', () =>
  expect(statusText(during({ phase: 'asking', model: 'm' }), 1_234)).toBe(
    'asking m · 1.2 s · Ctrl+C cancels',
  ));
test('a retry counts down and says why', () =>
  expect(
    statusText(during({ phase: 'retrying', retry: { at: 3_000, next: 2, message: 'overloaded' } }), 500),
  ).toBe('retry 2 in 3 s: overloaded · Ctrl+C cancels'));
test('waiting says for what, the place, and counts down', () => {
  const event = {
    type: 'upstream-wait',
    model: 'claude-sonnet-5-5',
    reason: 'requests',
    position: 3,
    waitMs: 12_000,
  } as const;
  const view = during({ phase: 'waiting', wait: waitOf(event, 1_000) });
  expect(statusText(view, 1_000)).toContain(
    'waiting for the rate limit of claude-sonnet-5-5 · place 3 · about 12 s',
  );
  expect(statusText(view, 8_500)).toContain('place 3 · about 5 s');
  expect(statusText(view, 20_000)).toContain('place 3 · any moment now');
});
test('a question that can be asked again later counts down to that time', () => {
  const view: ChatView = { ...idle, offer: { kind: 'retry', prompt: 'p', readyAt: 42_000 } };
  expect(statusText(view, 0)).toContain('try again in 42 s · /retry asks again');
  expect(statusText(view, 41_500)).toContain('try again in 1 s');
  expect(statusText(view, 42_000)).toBe('/retry asks again · model: auto · /help');
});
test('the first connection is said, and what to do where it failed', () => {
  const connecting = initialView('auto');
  expect(statusText(connecting, 0)).toBe('connecting… · model: auto · /help');
  expect(statusText({ ...connecting, connection: { status: 'connecting', starting: true } }, 0)).toContain(
    'starting the daemon…',
  );
  const error = new JackdawError('daemon_unavailable', 'x');
  expect(statusText({ ...connecting, connection: { status: 'failed', error } }, 0)).toContain(
    'not connected: Enter tries again',
  );
});
test('a lost connection is said', () =>
  expect(statusText({ ...idle, connection: { status: 'lost', attempt: 2, message: '' } }, 0)).toContain(
    'connection to the daemon lost, reconnecting, attempt 2',
  ));
test('the demo and a missing key are said', () => {
  expect(statusText({ ...idle, session: { ...session, demo: true } }, 0)).toContain('simulated');
  expect(statusText({ ...idle, session: { ...session, credentials: false } }, 0)).toContain('no key');
});
