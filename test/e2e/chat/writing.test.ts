import fs from 'node:fs';
import path from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { poll } from '../../support/poll.ts';
import { startFakeChat, type FakeChat, type FakeChatOptions } from './start-fake-chat.ts';

let chat: FakeChat | null = null;
async function open(options?: FakeChatOptions): Promise<FakeChat> {
  chat = await startFakeChat(options);
  return chat;
}
afterEach(async () => {
  await chat?.close();
  chat = null;
});

/** An editor that shows what it was given, and adds to it when it is told to. */
const EDITOR = `#!/bin/sh
[ "$1" = --flag ] || exit 9
file="$2"
{ stat -c %a "$file"; stty -a; cat "$file"; } > "$FAKE_FOLDER/seen"
printf 'EDITOR OPEN\\n'
while [ ! -e "$FAKE_FOLDER/edit" ]; do sleep 0.02; done
printf '\\nand more\\n' >> "$file"
`;

/** What the drafts on disk say. The chat replaces and removes them meanwhile: one that has gone is none. */
function draftsIn(folder: string): readonly string[] {
  if (!fs.existsSync(folder)) return [];
  return fs.readdirSync(folder).flatMap((name) => {
    try {
      return [fs.readFileSync(path.join(folder, name), 'utf8')];
    } catch {
      return [];
    }
  });
}

describe.each([
  [80, 24],
  [120, 40],
  [40, 15],
])('writing at %i×%i', (cols, rows) => {
  test('an editor, earlier prompts, and a crash', async () => {
    const folder = fs.mkdtempSync(path.join(fs.realpathSync('/tmp'), 'jackdaw-writing-'));
    const script = path.join(folder, 'my editor');
    fs.writeFileSync(script, EDITOR, { mode: 0o755 });
    const env = { VISUAL: `'${script}' --flag`, FAKE_KEYS: '{"fresh":"ctrl+c","redraw":"alt+l"}' };
    const { terminal, openGate } = await open({ cols, rows, folder, env });
    const input = (text: string) => terminal.waitForText(new RegExp(`^› ?${text}$`, 'm'));

    // What is wrong with the keys is told; the rest holds.
    await terminal.waitForText(/keys\.fresh: Ctrl\+C\s+is cancel/);
    terminal.type('first question\r');
    await terminal.waitForText('You said: 14 characters');
    terminal.type('gated\r');
    await terminal.waitForText('The first half has arrived');

    // The editor has the terminal; the answer goes on meanwhile, and nothing of it is lost.
    terminal.type('a draft');
    await input('a draft');
    terminal.press('ctrl+g');
    await terminal.waitForText('EDITOR OPEN');
    const seen = fs.readFileSync(path.join(folder, 'seen'), 'utf8');
    expect(seen).toMatch(/^600\n/);
    expect(seen).toMatch(/ icanon/);
    expect(seen).toMatch(/a draft$/);
    openGate();
    await poll('the answer on record', () => fs.existsSync(path.join(folder, 'answered')));
    expect(terminal.screen().join('\n')).not.toContain('second half');
    openGate('edit');
    await terminal.waitForText('second half');
    await terminal.waitForText(/› a draft\n {2}and more/);
    expect(terminal.scrollback().filter((row) => row.includes('second half'))).toHaveLength(1);
    expect(fs.readdirSync(path.join(folder, 'run'))).toEqual([]);
    terminal.press('ctrl+z');
    await input('a draft');

    // Earlier prompts are searched; what was typed waits.
    terminal.press('ctrl+r');
    await terminal.waitForText('1 of 2');
    terminal.type('quest');
    await terminal.waitForText('1 of 1');
    await terminal.waitForText(/search quest\n▸ first question/);
    await poll('the cursor behind the query', () => terminal.cursor().column === 'search quest'.length);
    terminal.press('escape');
    await input('a draft');
    terminal.press('ctrl+r');
    terminal.type('quest\r');
    await terminal.waitForNoText(/^search/m);
    await terminal.waitForText(/› first question\n {2}model: auto/);
    terminal.press('ctrl+z');
    await input('a draft');

    // What is typed outlives the program, and goes to one chat alone.
    terminal.type(' to keep');
    await input('a draft to keep');
    const drafts = path.join(folder, 'state', 'drafts');
    await poll('the draft on disk', () => draftsIn(drafts).some((draft) => draft.includes('to keep')));
    await terminal.close();
    const again = await open({ cols, rows, folder, env: { VISUAL: 'no-such-editor' } });
    await again.terminal.waitForText('› a draft to keep');
    const other = await startFakeChat({ cols, rows, folder });
    await other.terminal.waitForQuiet();
    expect(other.terminal.screen().join('\n')).not.toContain('a draft');
    await other.terminal.close();

    // An editor that is not there takes nothing away.
    again.terminal.press('ctrl+g');
    await again.terminal.waitForText('“no-such-editor”');
    await again.terminal.waitForText('› a draft to keep');
    again.terminal.press('enter');
    await again.terminal.waitForText('You said: 15 characters');
    await poll('no draft left', () => draftsIn(drafts).length === 0);
  });
});
