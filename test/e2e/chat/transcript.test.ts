import fs from 'node:fs';
import path from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { poll } from '../../support/poll.ts';
import { startFakeChat, type FakeChat } from './start-fake-chat.ts';

let chat: FakeChat | null = null;
afterEach(async () => {
  await chat?.close();
  chat = null;
});

const ANSWER = `# Birds

1. jackdaw
   - [x] *small*
   - [ ] black, with a pale ~~blue~~ eye

> A bird in the hand
> > is worth two.

| bird | says |
|:--|--:|
| jackdaw | jack |
| 鳥 | 👩‍👩‍👧 |

See [the page](https://birds.example/), ![a bird](https://birds.example/b.png), a note[^1] and <b>bold</b>.
First line  
second line, $\\frac{a}{b} \\le x^2$, שלום עולם, e\u0301.

[^1]: It is short.

\`\`\`js
const bird = 'jackdaw'; // counts
\`\`\`
`;

describe.each([
  [80, 24],
  [120, 40],
  [40, 15],
])('at %i×%i', (cols, rows) => {
  test('an answer with everything in it reads; code scrolls by while it is written; thoughts are folded', async () => {
    chat = await startFakeChat({ cols, rows });
    const { terminal, folder, openGate } = chat;
    terminal.type('think\r');
    await terminal.waitForText('┊ Two birds are on the roof.');
    openGate('thought');
    await terminal.waitForText(/∴ thought for .* · Alt\+T shows it/);
    await terminal.waitForText('There are five birds.');
    await terminal.waitForText('$0.0042');

    const code = Array.from({ length: 60 }, (_, line) => `row${line + 1} = ${line};`).join('\n');
    fs.writeFileSync(path.join(folder, 'answer.md'), `${ANSWER}\n\`\`\`\n${code}\n`);
    terminal.type('show gate\r');
    const transcript = () => terminal.scrollback().join('\n');
    const hasOnce = (row: number) => transcript().split(`row${row} = `).length === 2;
    const rowsOnce = Array.from({ length: 50 }, (_, row) => row + 1);
    await poll('the code of a block that goes on, each row once', () => rowsOnce.every(hasOnce));
    openGate();
    await terminal.waitForText('12 in, 34 out');
    await terminal.waitForQuiet();

    const shown = transcript();
    const joined = shown.replaceAll(/\s+/g, ' ');
    for (const piece of [
      '# Birds',
      '1. jackdaw',
      '[x] small',
      '[ ] black, with a pale blue eye',
      '│ A bird in the hand',
      '│ │ is worth two.',
      'the page (https://birds.example/)',
      'image: a bird (https://birds.example/b.png)',
      'a note[^1] and <b>bold</b>.',
      'a/b ≤ x²',
      'שלום עולם',
      '\u00e9.',
      '[^1]: It is short.',
      "```js const bird = 'jackdaw'; // counts ```",
    ]) {
      expect(joined).toContain(piece);
    }
    expect(shown).toMatch(/^First line$/m);
    expect(shown).toMatch(/^bird {4}│ says$/m);
    expect(joined).toContain('row60 = 59; ```');
    for (let row = 1; row <= 60; row++) expect(shown.split(`row${row} = `)).toHaveLength(2);
    expect(terminal.raw()).not.toContain('\u001b[3J');
  });
});
