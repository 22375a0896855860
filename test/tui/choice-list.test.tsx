import { render } from 'ink-testing-library';
import { afterEach, expect, test } from 'vitest';
import { ChoiceList } from '../../packages/tui/src/components/choice-list.tsx';
import { createTheme } from '../../packages/tui/src/theme/index.ts';
import { poll } from '../support/poll.ts';
import { untilListeningToKeys } from '../support/until-listening-to-keys.ts';

let unmount = () => {};
afterEach(() => unmount());

function open(count: number) {
  const chosen: number[] = [];
  let cancelled = 0;
  const choices = Array.from({ length: count }, (_, index) => ({
    label: `entry ${index}`,
    detail: `detail ${index}`,
  }));
  const instance = render(
    <ChoiceList
      title="Which?"
      choices={choices}
      rows={6}
      columns={60}
      theme={createTheme(0, false)}
      hint="arrows"
      onChoose={(index) => chosen.push(index)}
      onCancel={() => (cancelled += 1)}
    />,
  );
  unmount = instance.unmount;
  const press = async (keys: string) => {
    const before = instance.frames.length;
    instance.stdin.write(keys);
    await poll('a frame', () => instance.frames.length > before);
  };
  return { instance, chosen, press, cancelled: () => cancelled, frame: () => instance.lastFrame() ?? '' };
}

test('arrows move, Enter chooses, the ends meet', async () => {
  const list = open(3);
  await untilListeningToKeys(list.instance.stdin);
  expect(list.frame()).toContain('▸ entry 0');
  await list.press('\u001b[A');
  expect(list.frame()).toContain('▸ entry 2');
  list.instance.stdin.write('\r');
  await poll('a choice', () => list.chosen.length === 1);
  expect(list.chosen).toEqual([2]);
});

test('keys that arrive in one go are each taken in their turn', async () => {
  const list = open(3);
  await untilListeningToKeys(list.instance.stdin);
  for (const key of ['\u001b[B', '\u001b[B', '\r']) list.instance.stdin.write(key);
  await poll('a choice', () => list.chosen.length === 1);
  expect(list.chosen).toEqual([2]);
});

test('a long list shows the part around the chosen entry, in as many rows as it may take', async () => {
  const list = open(50);
  await untilListeningToKeys(list.instance.stdin);
  for (let step = 0; step < 10; step++) await list.press('\u001b[B');
  expect(list.frame().split('\n')).toHaveLength(6);
  expect(list.frame()).toContain('▸ entry 10');
  expect(list.frame()).toContain('(11 of 50)');
});

test('Ctrl+C goes back', async () => {
  const list = open(2);
  await untilListeningToKeys(list.instance.stdin);
  list.instance.stdin.write('\u0003');
  await poll('cancel', () => list.cancelled() === 1);
  expect(list.chosen).toEqual([]);
});
