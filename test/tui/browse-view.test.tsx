import { render } from 'ink-testing-library';
import { afterEach, expect, test } from 'vitest';
import { createKeyMap } from '../../packages/tui/src/keys/index.ts';
import { createTheme } from '../../packages/tui/src/theme/index.ts';
import { createStore } from '../../packages/tui/src/state/index.ts';
import { BrowseView } from '../../packages/tui/src/views/kit/browse-view.tsx';
import type { Question } from '../../packages/tui/src/views/kit/question.ts';
import { ViewKeys } from '../../packages/tui/src/views/kit/view-keys.tsx';
import { poll } from '../support/poll.ts';
import { untilListeningToKeys } from '../support/until-listening-to-keys.ts';

const KEYS = createKeyMap().keys;
let unmount = () => {};
afterEach(() => unmount());

/** `reading`: the list comes later. */
function open({ reading = false } = {}) {
  const done: string[] = [];
  const asking = createStore<{ question: Question | null }>({ question: null });
  const view = (loading: boolean) => (
    <ViewKeys find={(input, key) => KEYS.findInView('history', input, key)}>
      <BrowseView
        title="Things"
        entries={(filter) =>
          loading ? [] : ['one', 'two', 'three'].filter((entry) => entry.includes(filter))
        }
        loading={loading}
        entryOf={(entry) => ({ label: entry, figures: [] })}
        detailOf={() => []}
        help={['q chat']}
        questionNow={() => asking.get().question}
        onQuestion={(question) => asking.set({ question })}
        empty={() => 'none'}
        size={{ columns: 40, rows: 15 }}
        theme={createTheme(0, false)}
        onEnter={(entry) => void done.push(`enter ${entry}`)}
        onLetter={(letter, entry) => {
          done.push(`${letter} ${entry}`);
          const onDone = (text: string) => void done.push(`named ${text}`);
          if (letter === 'r') asking.set({ question: { kind: 'text', label: 'Name:', text: '', onDone } });
        }}
        onLeave={() => void done.push('leave')}
        onStop={() => {}}
      />
    </ViewKeys>
  );
  const instance = render(view(reading));
  unmount = instance.unmount;
  const frame = () => instance.lastFrame() ?? '';
  return {
    done,
    read: () => instance.rerender(view(false)),
    ready: () => untilListeningToKeys(instance.stdin),
    press: (keys: string) => instance.stdin.write(keys),
    whenFrame: (text: string) => poll(text, () => frame().includes(text), { describe: frame }),
  };
}

test('Enter ends the filter and does no more; the next Enter is the entry’s', async () => {
  const { done, ready, press, whenFrame } = open();
  await ready();
  press('/t');
  await whenFrame('/ t');
  press('\r');
  await whenFrame('Things · “t”');
  expect(done).toEqual([]);
  press('j\r');
  await poll('the entry', () => done.length > 0);
  expect(done).toEqual(['enter three']);
});

test('an answered question takes its Enter with it, and every letter before', async () => {
  const { done, ready, press } = open();
  await ready();
  press('r');
  await poll('the question', () => done.length > 0);
  press('q/x\r');
  await poll('the name', () => done.length > 1);
  press('q');
  await poll('the end', () => done.length > 2);
  expect(done).toEqual(['r one', 'named q/x', 'leave']);
});

test('Enter before the list has come waits for it, unless another key follows', async () => {
  const waiting = open({ reading: true });
  await waiting.ready();
  waiting.press('\r');
  await new Promise((resolve) => setImmediate(resolve));
  waiting.read();
  await poll('the entry', () => waiting.done.length > 0);
  expect(waiting.done).toEqual(['enter one']);
  unmount();

  const changed = open({ reading: true });
  await changed.ready();
  changed.press('\re');
  await poll('the letter', () => changed.done.length > 0);
  changed.read();
  await changed.whenFrame('three');
  changed.press('q');
  await poll('the end', () => changed.done.length > 1);
  expect(changed.done).toEqual(['e null', 'leave']);
});
