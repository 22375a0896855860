import { JackdawError } from '@jackdaw/core/protocol';
import { expect, test } from 'vitest';
import { initialView, type ChatView } from '../../../../packages/tui/src/state/chat-view.ts';
import { statusText } from '../../../../packages/tui/src/state/status-text.ts';
import { startProgress, type TurnProgress } from '../../../../packages/tui/src/state/turn-progress.ts';

const session = { demo: false, credentials: true, note: null };
const connected: ChatView['connection'] = { status: 'connected' };
const idle: ChatView = { ...initialView('auto'), session, connection: connected };
const during = (change: Partial<TurnProgress>): ChatView => ({
  ...idle,
  turn: {
    prompt: 'p',
    progress: { ...startProgress(0), ...change },
    tail: '',
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
test('waiting says the place', () => {
  const wait = { type: 'admission-wait', reason: 'rate-limit', position: 3, waitMs: 900 } as const;
  expect(statusText(during({ phase: 'waiting', wait }), 0)).toContain('waiting: place 3');
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
