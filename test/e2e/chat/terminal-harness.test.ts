import { expect, test } from 'vitest';
import { startTerminal } from '../../support/terminal.ts';

test('a program in the pseudo-terminal is seen as a person sees it', async () => {
  const terminal = startTerminal({
    command: '/bin/sh',
    args: [
      '-c',
      'echo "CI=[$CI] VITEST=[$VITEST]"; printf "\\033[1mname?\\033[0m "; read name; echo "hello $name"; exit 7',
    ],
    cols: 40,
    rows: 6,
  });
  await terminal.waitForText('name?');
  expect(terminal.screen()[0]).toBe('CI=[] VITEST=[]');
  expect(terminal.cursor()).toEqual({ column: 6, row: 1 });
  terminal.type('jack');
  terminal.press('enter');
  await terminal.waitForText('hello jack');
  expect(terminal.raw()).toContain('\u001b[1mname?');
  expect(await terminal.exited).toBe(7);
  await terminal.close();
});
