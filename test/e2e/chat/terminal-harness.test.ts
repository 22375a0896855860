import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { poll } from '../../support/poll.ts';
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

test('a frame is seen once it is whole, or its program gone; a file that comes late is waited for', async () => {
  const terminal = startTerminal({
    command: '/bin/sh',
    args: [
      '-c',
      'printf "\\033[?2026hhalf"; read go; printf " whole\\033[?2026l"; printf "\\033[?2026hlast"; exit 0',
    ],
  });
  await poll('the first half', () => terminal.raw().includes('half'));
  expect(terminal.screen()[0]).toBe('');
  terminal.press('enter');
  await terminal.waitForText(/half\n whole/);
  expect(await terminal.exited).toBe(0);
  await terminal.waitForText('wholelast');
  await terminal.close();

  const late = () => JSON.parse(readFileSync('no such file', 'utf8'));
  await expect(poll('it', late, { timeoutMs: 20 })).rejects.toThrow(/Waited 20 ms for it\.\n.*ENOENT/);
});
