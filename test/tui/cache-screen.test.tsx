import { render } from 'ink-testing-library';
import { afterEach, expect, test } from 'vitest';
import { CacheScreen } from '../../packages/tui/src/components/cache-screen.tsx';
import type { ChatActions } from '../../packages/tui/src/state/index.ts';
import { createTheme } from '../../packages/tui/src/theme/index.ts';
import { poll } from '../support/poll.ts';

let unmount = () => {};
afterEach(() => unmount());

const stats = {
  entries: { exact: 2, semantic: 3 },
  bytes: 4096,
  maxBytes: 8192,
  hits: { exact: 4, semantic: 5 },
  savedUsd: 0.25,
};
const entries = ['How is it reset?', 'What is a \u001b[2Jcache?'].map((prompt, index) => ({
  id: `entry-${index}`,
  tier: 'exact' as const,
  prompt,
  model: 'model-small',
  createdAt: Date.now() - 3 * 86_400_000,
  expiresAt: Date.now() + 86_400_000,
  bytes: 2048,
  hits: index + 1,
  savedUsd: 0.0042,
}));

function open(columns: number) {
  const done: string[] = [];
  const actions = {
    showCached: async (id: string) => void done.push(`show ${id}`),
    deleteCached: async (id: string) => void done.push(`delete ${id}`),
    show: ({ name }: { name: string }) => void done.push(name),
  } as unknown as ChatActions;
  const theme = createTheme(0, false);
  const instance = render(
    <CacheScreen
      entries={entries}
      stats={stats}
      rows={8}
      columns={columns}
      theme={theme}
      actions={actions}
    />,
  );
  unmount = instance.unmount;
  const frame = () => instance.lastFrame() ?? '';
  const whenFrame = (text: string) => poll(text, () => frame().includes(text), { describe: frame });
  return { done, frame, whenFrame, press: (keys: string) => instance.stdin.write(keys) };
}

// The list listens from its first effect on: keys before that are nobody's.
const ready = () => new Promise((resolve) => setImmediate(resolve));

test('the totals stand above the entries, each with what it is worth', () => {
  const { frame } = open(100);
  expect(frame()).toContain('Cache: 2 exact, 3 semantic · 4 KiB · hits 4 exact, 5 semantic · saved $0.250');
  expect(frame()).toMatch(/▸ How is it reset\? +3 days ago · 1 hit · saved \$0\.0042 · 2 KiB · model-small/);
  expect(frame()).toContain('What is a cache?');
});

test('at 80 columns questions and figures are both read', () => {
  const { frame } = open(80);
  expect(frame()).toMatch(/▸ How is it reset\? +3 days ago · 1 hit · saved \$0\.0042/);
  for (const line of frame().split('\n')) expect(line.length).toBeLessThanOrEqual(80);
});

test('Enter shows the answer, Esc leaves', async () => {
  const { done, press } = open(100);
  await ready();
  press('\r');
  await poll('a choice', () => done.length === 1);
  press('\u001b');
  await poll('leaving', () => done.length === 2);
  expect(done).toEqual(['show entry-0', 'chat']);
});

test('d asks once; another d deletes', async () => {
  const { done, press, whenFrame } = open(100);
  await ready();
  press('\u001b[B');
  await whenFrame('▸ What is a cache?');
  press('d');
  await whenFrame('Delete this answer for good?');
  expect(done).toEqual([]);
  press('d');
  await poll('the deletion', () => done.length === 1);
  expect(done).toEqual(['delete entry-1']);
});

test('any other key than d keeps the entry, and does nothing else', async () => {
  const { done, press, whenFrame } = open(100);
  await ready();
  press('d');
  await whenFrame('Delete this answer for good?');
  press('\r');
  await whenFrame('d deletes it · Esc goes back');
  press('d');
  await whenFrame('Delete this answer for good?');
  expect(done).toEqual([]);
});
