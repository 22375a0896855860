import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { spawn } from '@lydell/node-pty';
import type { MeasureOptions, MeasureResult } from '../support/measure.ts';
import { poll } from '../support/poll.ts';
import { spawnDaemon, untilListening } from '../support/daemon-process.ts';
import { makeHome } from '../support/test-home.ts';
import { median, round } from './support/statistics.ts';

export const name = 'startup';
export const summary = 'first paint of the chat and `--version`, against bare Node';

const ROUNDS = 15;
const entry = fileURLToPath(new URL('../../packages/tui/dist/jackdaw.mjs', import.meta.url));

/** Milliseconds from the start of the process until what it wrote to its terminal fits; `whenFound` comes before its end. */
function timeUntil(
  args: readonly string[],
  env: NodeJS.ProcessEnv,
  fits: (written: string) => boolean,
  whenFound: () => Promise<unknown> = async () => {},
): Promise<number> {
  return new Promise((resolve, reject) => {
    const start = performance.now();
    const pty = spawn(process.execPath, [...args], {
      cols: 100,
      rows: 30,
      env: { PATH: process.env['PATH'], ...env },
    });
    let written = '';
    let found = false;
    const end = (milliseconds: number) => {
      found = true;
      whenFound()
        .finally(() => pty.kill('SIGKILL'))
        .then(() => resolve(milliseconds), reject);
    };
    pty.onData((data) => {
      written += data;
      if (!found && fits(written)) end(performance.now() - start);
    });
    pty.onExit(() => {
      if (!found) reject(new Error(`${args.join(' ')} ended early:\n${written}`));
    });
  });
}

function timeOf(args: readonly string[], env: NodeJS.ProcessEnv): number {
  const start = performance.now();
  execFileSync(process.execPath, [...args], { env: { PATH: process.env['PATH'], ...env } });
  return performance.now() - start;
}

export async function run({ note }: MeasureOptions): Promise<MeasureResult> {
  const compileCache = mkdtempSync(path.join(tmpdir(), 'jackdaw-compile-cache-'));
  using home = makeHome();
  await using daemon = spawnDaemon(home, { env: { JACKDAW_DEMO: '1' } });
  await untilListening(home, daemon);
  // As `npm start` and an installed command run it: with the compile cache, and in a home of its own.
  const env = {
    HOME: home.folder,
    JACKDAW_HOME: home.folder,
    JACKDAW_DEMO: '1',
    TERM: 'xterm-256color',
    NODE_COMPILE_CACHE: compileCache,
  };
  const prompt = (written: string) => written.includes('›');

  const kinds: Record<string, () => number | Promise<number>> = {
    node: () => timeOf(['-e', '0'], env),
    version: () => timeOf([entry, '--version'], env),
    firstPaint: () => timeUntil([entry], env, prompt),
    firstPaintColdDaemon: async () => {
      using empty = makeHome();
      const cold = { ...env, HOME: empty.folder, JACKDAW_HOME: empty.folder };
      // The chat is painted before its daemon is there, and a daemon that is not there yet cannot be stopped.
      const started = () => poll('the daemon', () => empty.daemonFile());
      try {
        return await timeUntil([entry], cold, prompt, started);
      } finally {
        execFileSync(process.execPath, [entry, 'daemon', 'stop'], {
          env: { PATH: process.env['PATH'], ...cold },
        });
      }
    },
  };
  const samples: Record<string, number[]> = {};
  for (let index = 0; index <= ROUNDS; index++) {
    note(`round ${index} of ${ROUNDS}`);
    for (const [kind, measure] of Object.entries(kinds)) {
      const milliseconds = await measure();
      // The first round fills the compile cache.
      if (index > 0) (samples[kind] ??= []).push(milliseconds);
    }
  }
  rmSync(compileCache, { recursive: true, force: true });

  const node = median(samples['node'] ?? []);
  const table = Object.entries(samples).map(([kind, times]) => ({
    kind,
    medianMs: round(median(times), 1),
    ratioToNode: round(median(times) / node, 2),
  }));
  return { rounds: ROUNDS, table };
}
