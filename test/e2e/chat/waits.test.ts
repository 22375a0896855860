import { afterEach, expect, test } from 'vitest';
import { poll } from '../../support/poll.ts';
import { startFakeChat, type FakeChat } from './start-fake-chat.ts';

let chat: FakeChat | null = null;
afterEach(async () => {
  await chat?.close();
  chat = null;
});

test('a wait is told with its reason, its place and its time, which counts down', async () => {
  chat = await startFakeChat();
  const { terminal, openGate } = chat;
  terminal.type('waits\r');
  await terminal.waitForText(/waiting for the rate limit of model-small · place 3 · about \d+ s/);
  const seconds = () => Number(/about (\d+) s/.exec(terminal.screen().join('\n'))?.[1]);
  const first = seconds();
  await poll('a shorter time', () => seconds() < first);
  openGate('moved');
  await terminal.waitForText(/waiting for the rate limit of model-small · place 1 · about [1-4] s/);
});

test('another model and a warning are told while the question is under way, once each', async () => {
  chat = await startFakeChat();
  const { terminal, openGate } = chat;
  terminal.type('waits\r');
  await terminal.waitForText('place 3');
  openGate('moved');
  openGate('changed');
  await terminal.waitForText('model-large answers in the place of model-small: model-small is overloaded');
  await terminal.waitForText('Nine tenths of the day’s budget are spent.');
  await terminal.waitForText('asking model-large');
  openGate();
  await terminal.waitForText(/At last\.\nmodel-large · /);
  const screen = terminal.scrollback().join('\n');
  expect(screen.split('in the place of')).toHaveLength(2);
  expect(screen.split('Nine tenths')).toHaveLength(2);
});

test('the line-based chat tells them as lines, a wait again only when its place has changed', async () => {
  chat = await startFakeChat({ args: ['--plain'], waitForPrompt: false, cols: 100 });
  const { terminal, openGate } = chat;
  await terminal.waitForText(/^>/m);
  terminal.type('waits\r');
  await terminal.waitForText('(waiting for the rate limit of model-small · place 3 · about 12 s)');
  openGate('moved');
  await terminal.waitForText('(waiting for the rate limit of model-small · place 1 · about 4 s)');
  openGate('changed');
  await terminal.waitForText('(model-large answers in the place of model-small: model-small is overloaded)');
  openGate();
  await terminal.waitForText(/At last\.\n\(model-large · /);
});

test('the line-based chat goes on with an answer that was cancelled, and asks again', async () => {
  chat = await startFakeChat({ args: ['--plain'], waitForPrompt: false, cols: 100 });
  const { terminal } = chat;
  await terminal.waitForText(/^>/m);
  terminal.type('endless\r');
  await terminal.waitForText('It begins');
  process.kill(terminal.pid, 'SIGINT');
  await terminal.waitForText('(/continue goes on where it stopped)');
  terminal.type('/continue\r');
  await terminal.waitForText('You said: 0 characters');
  terminal.type('/retry\r');
  await terminal.waitForText(/It begins[\s\S]*It begins/);
});
