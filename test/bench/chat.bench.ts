import { readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { connectClient } from '../support/connect.ts';
import type { MeasureOptions, MeasureResult } from '../support/measure.ts';
import { poll } from '../support/poll.ts';
import { startTerminal, type TestTerminal } from '../support/terminal.ts';
import { startBenchDaemon, startHelper, type BenchDaemon } from './support/processes.ts';
import { median, percentile, round } from './support/statistics.ts';

export const name = 'chat';
export const summary = 'the chat in a terminal: key to screen, processor, idle, long conversations (Linux)';

const entry = fileURLToPath(new URL('../../packages/tui/dist/jackdaw.mjs', import.meta.url));
/** Each stands once in the line that is typed, and in no answer. */
const KEYS = Array.from('αβγδεζηθικλμνξοπρστυφχψω');
const LINES = 6;
const BETWEEN_KEYS_MS = 61;
/** Kernel ticks a second, the same on every Linux that Node runs on. */
const TICKS = 100;
const IDLE_MS = 6_000;
const MESSAGES = 10_000;
const OPENINGS = 5;

function openChat({ home }: BenchDaemon, args: readonly string[] = []): TestTerminal {
  const env = {
    PATH: process.env['PATH'],
    HOME: home.folder,
    JACKDAW_HOME: home.folder,
    COLORTERM: 'truecolor',
    // As `npm start` and an installed command run it.
    NODE_COMPILE_CACHE: path.join(home.folder, 'compile-cache'),
  };
  return startTerminal({ command: process.execPath, args: [entry, ...args], cols: 120, rows: 40, env });
}

/** Milliseconds of processor time that a process has had. */
function processorMs(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  return ((Number(fields[11]) + Number(fields[12])) / TICKS) * 1_000;
}

function anonymousMib(pid: number): number {
  const rollup = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8');
  return Number(/^Anonymous:\s+(\d+) kB/m.exec(rollup)?.[1]) / 1024;
}

/** Milliseconds from each key to the first byte of its letter that the terminal gets. */
async function timeKeys(terminal: TestTerminal, lines: number): Promise<readonly number[]> {
  const times: number[] = [];
  for (let line = 0; line < lines; line++) {
    for (const key of KEYS) {
      const from = terminal.raw().length;
      const start = performance.now();
      const seen = terminal.whenWritten(() => terminal.raw().includes(key, from));
      terminal.type(key);
      await seen;
      times.push(performance.now() - start);
      await sleep(BETWEEN_KEYS_MS);
    }
    terminal.press('ctrl+u');
    await sleep(BETWEEN_KEYS_MS);
  }
  return times;
}

const spread = (times: readonly number[]) => ({
  p50Ms: round(median(times), 1),
  p95Ms: round(percentile(times, 0.95), 1),
});

/** How long a conversation takes from the start of the program until its last message shows, and what it holds then. */
async function openConversation(daemon: BenchDaemon, id: string, last: string) {
  const start = performance.now();
  const terminal = openChat(daemon, ['--resume', id]);
  await terminal.whenWritten(() => terminal.raw().includes(last));
  const openMs = performance.now() - start;
  await terminal.waitForQuiet(500);
  const mib = anonymousMib(terminal.pid);
  // By itself, so that Node keeps what it compiled.
  terminal.press('ctrl+d');
  await terminal.exited;
  return { openMs, mib };
}

/** Both conversations in turn, the first round uncounted: it fills the compile cache. */
async function openInTurn(daemon: BenchDaemon, ids: readonly string[], last: string) {
  const rounds: (readonly Awaited<ReturnType<typeof openConversation>>[])[] = [];
  for (let index = 0; index <= OPENINGS; index++) {
    const opened = [];
    for (const id of ids) opened.push(await openConversation(daemon, id, last));
    if (index > 0) rounds.push(opened);
  }
  return ids.map((_id, index) => ({
    openMs: round(median(rounds.map((of) => of[index]?.openMs ?? 0)), 0),
    anonymousMib: round(median(rounds.map((of) => of[index]?.mib ?? 0)), 0),
  }));
}

export async function run({ args, note }: MeasureOptions): Promise<MeasureResult> {
  const lines = Number(args[0] ?? LINES);
  using simulator = await startHelper(new URL('support/simulator-process.ts', import.meta.url), ['chat']);
  await using daemon = await startBenchDaemon(simulator.ready.address);
  const terminal = openChat(daemon);
  await poll('the keyboard', () => terminal.raw().includes('\u001b[?2004h'));
  await terminal.waitForText('model: auto');
  await terminal.waitForQuiet(500);

  note('keys at rest');
  const atRest = await timeKeys(terminal, lines);

  note('keys while an answer streams at 100 tokens a second');
  terminal.type('stream\r');
  await terminal.waitForText('answers');
  const streaming = await timeKeys(terminal, lines);
  await terminal.waitForText(/ out · /, 120_000);

  note('processor time of an answer that is left alone');
  await terminal.waitForQuiet(500);
  const before = processorMs(terminal.pid);
  const written = terminal.raw().length;
  terminal.type('stream again, alone\r');
  await poll('the end', () => /[\dk] out · /.test(terminal.raw().slice(written)), { timeoutMs: 120_000 });
  await terminal.waitForQuiet(500);
  const tokens = Number(/([\d.]+)k? out · /.exec(terminal.raw().slice(written))?.[1] ?? Number.NaN);
  const counted = /k out · /.test(terminal.raw().slice(written)) ? tokens * 1_000 : tokens;
  const cpuPer1000TokensMs = ((processorMs(terminal.pid) - before) / counted) * 1_000;

  note('idle');
  await terminal.waitForQuiet(1_000);
  const idleFrom = { bytes: terminal.raw().length, cpu: processorMs(terminal.pid) };
  await sleep(IDLE_MS);
  const idle = {
    bytesWritten: terminal.raw().length - idleFrom.bytes,
    cpuPercent: round(((processorMs(terminal.pid) - idleFrom.cpu) / IDLE_MS) * 100, 2),
  };
  await terminal.close();

  note('conversations');
  const client = await connectClient(daemon.file);
  const importOf = async (count: number) => {
    const messages = Array.from({ length: count }, (_, index) => ({
      role: index % 2 === 0 ? ('user' as const) : ('assistant' as const),
      text: index === count - 1 ? 'the very last word' : `Message ${index} with **some** words in it.`,
      state: 'complete' as const,
      at: 1_700_000_000_000 + index,
    }));
    const at = 1_700_000_000_000;
    const conversation = {
      id: `bench-${count}`,
      title: `${count} messages`,
      createdAt: at,
      updatedAt: at,
      turns: count / 2,
      costUsd: 0,
      messages,
    };
    return (await client.call('history.import', { conversation })).id;
  };
  const ids = [await importOf(2), await importOf(MESSAGES)];
  client.close();
  const [short, long] = await openInTurn(daemon, ids, 'the very last word');

  return {
    keyToScreen: {
      atRest: spread(atRest),
      streaming: spread(streaming),
      p95Ratio: round(percentile(streaming, 0.95) / percentile(atRest, 0.95), 2),
    },
    cpuPer1000TokensMs: round(cpuPer1000TokensMs, 0),
    idle,
    conversation: {
      of2: short,
      [`of${MESSAGES}`]: long,
      openRatio: round((long?.openMs ?? 0) / (short?.openMs ?? 0), 2),
    },
  };
}
