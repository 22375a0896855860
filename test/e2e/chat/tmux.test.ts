import { execFileSync, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { isBusy } from '../../support/is-busy.ts';
import { poll } from '../../support/poll.ts';
import { buildFakeChat } from './start-fake-chat.ts';

const hasTmux = spawnSync('tmux', ['-V']).status === 0;

/** A server of its own, which no other tmux of this machine sees. */
function startTmux(cols: number, rows: number, command: string) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'jackdaw-tmux-'));
  const socket = path.join(folder, 's');
  const env = { PATH: process.env['PATH'], HOME: folder, TERM: 'xterm-256color', LANG: 'C.UTF-8' };
  const tmux = (...args: string[]) =>
    execFileSync('tmux', ['-f', '/dev/null', '-S', socket, ...args], { env, encoding: 'utf8' });
  tmux(
    'start-server',
    ';',
    'set',
    '-g',
    'history-limit',
    '5000',
    ';',
    'set',
    '-g',
    'status',
    'off',
    ';',
    'new-session',
    '-d',
    '-x',
    `${cols}`,
    '-y',
    `${rows}`,
    command,
    ';',
    'pipe-pane',
    '-O',
    `cat > ${path.join(folder, 'raw')}`,
  );
  const history = () =>
    tmux('capture-pane', '-p', '-S', '-')
      .split('\n')
      .map((row) => row.trimEnd());
  return {
    folder,
    type: (text: string) => tmux('send-keys', '-l', text),
    enter: () => tmux('send-keys', 'Enter'),
    resize: (width: number, height: number) => tmux('resize-window', '-x', `${width}`, '-y', `${height}`),
    history,
    /** All bytes that the program in it wrote. */
    raw: () => fs.readFileSync(path.join(folder, 'raw'), 'utf8'),
    async waitFor(text: string) {
      await poll(`${text} in tmux`, () => history().join('\n').includes(text), {
        describe: () => history().slice(-40).join('\n'),
      });
    },
    /** Until two looks, a while apart, are the same, and the program in it has slept meanwhile. */
    async waitForQuiet() {
      const shell = tmux('display-message', '-p', '#{pane_pid}').trim();
      const program = Number(execFileSync('pgrep', ['-P', shell], { encoding: 'utf8' }).trim());
      let before = '';
      let since = performance.now();
      await poll('a quiet tmux', () => {
        const now = history().join('\n');
        if (now !== before || isBusy(program)) since = performance.now();
        before = now;
        return performance.now() - since > 300;
      });
    },
    close() {
      try {
        tmux('kill-server');
      } finally {
        fs.rmSync(folder, { recursive: true, force: true });
      }
    },
  };
}

const numbered = /^line (\d{4}) of the answer$/;

// Not a failure: what the machine does not have cannot be tried on it.
test.skipIf(!hasTmux)(
  'in tmux (skipped where it is not installed) 400 lines are there once each, below the shell’s, through five resizes during and after the answer',
  async () => {
    const program = await buildFakeChat();
    const gates = fs.mkdtempSync(path.join(os.tmpdir(), 'jackdaw-gates-'));
    const shell = 'for i in 1 2 3 4 5 6 7 8 9; do echo "shell line $i"; done';
    const tmux = startTmux(
      80,
      24,
      `${shell}; FAKE_FOLDER=${gates} ${process.execPath} ${program}; echo left; sleep 1000`,
    );
    try {
      await tmux.waitFor('/help lists');
      await tmux.waitForQuiet();
      tmux.type('lines 400 gate');
      tmux.enter();
      await tmux.waitFor('line 0100');
      await tmux.waitForQuiet();
      const sizes = [
        [100, 30],
        [70, 20],
        [120, 40],
        [60, 15],
        [80, 24],
      ] as const;
      for (const [cols, rows] of sizes) {
        tmux.resize(cols, rows);
        await tmux.waitForQuiet();
      }
      fs.writeFileSync(path.join(gates, 'go'), '');
      await tmux.waitFor('$0.0042');
      await tmux.waitForQuiet();
      for (const [cols, rows] of sizes) {
        tmux.resize(cols, rows);
        await tmux.waitForQuiet();
      }
      await poll('the bytes of the last line', () => tmux.raw().includes('line 0400 of the answer'));
      expect(tmux.raw()).not.toContain('\u001b[3J');
      const rows = tmux.history();
      expect(rows.flatMap((row) => numbered.exec(row)?.[1] ?? [])).toEqual(
        Array.from({ length: 400 }, (_, index) => String(index + 1).padStart(4, '0')),
      );
      const shellRows = rows.filter((row) => row.startsWith('shell line'));
      expect(shellRows).toEqual(Array.from({ length: 9 }, (_, index) => `shell line ${index + 1}`));
      expect(rows.filter((row) => row.startsWith('›')).length).toBeLessThanOrEqual(2);
    } finally {
      tmux.close();
      fs.rmSync(gates, { recursive: true, force: true });
    }
  },
);
