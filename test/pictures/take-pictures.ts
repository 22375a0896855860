// Takes the pictures of the documents from a real terminal: `node scripts/run.mjs pictures [NAME…]`. The chat, the daemon
// and everything on the screen are real; the answers are the simulator's.
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { makeCommandHome } from '../e2e/command/command-home.ts';
import { poll } from '../support/poll.ts';
import { startTerminal } from '../support/terminal.ts';
import type { Scene } from './scene.ts';
import { scenes } from './scenes.ts';
import { screenSvg } from './screen-svg.ts';

const folder = fileURLToPath(new URL('../../docs/pictures', import.meta.url));
const program = fileURLToPath(new URL('../../packages/tui/dist/jackdaw.mjs', import.meta.url));

async function take({ name, title, columns, rows, prepare, act }: Scene): Promise<void> {
  await using bench = await makeCommandHome({});
  await prepare?.(bench);
  const terminal = startTerminal({
    command: process.execPath,
    args: [program],
    cols: columns,
    rows,
    env: { ...bench.env, COLORTERM: 'truecolor' },
  });
  try {
    await poll('the keyboard', () => terminal.raw().includes('\u001b[?2004h'));
    await terminal.waitForText('/help');
    await act(terminal, bench);
    await terminal.waitForQuiet();
    writeFileSync(path.join(folder, `${name}.svg`), screenSvg(terminal.styled(), columns, title));
    process.stdout.write(`docs/pictures/${name}.svg\n`);
  } finally {
    await terminal.close();
  }
}

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !scenes.some((scene) => scene.name === name));
if (unknown.length > 0) {
  process.stderr.write(
    `There is no picture ${unknown.join(', ')}; there are ${scenes.map(({ name }) => name).join(', ')}.\n`,
  );
  process.exit(2);
}
mkdirSync(folder, { recursive: true });
for (const scene of scenes) if (wanted.length === 0 || wanted.includes(scene.name)) await take(scene);
