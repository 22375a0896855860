import { readFileSync } from 'node:fs';
import { connectClient } from '../support/connect.ts';
import type { MeasureOptions, MeasureResult } from '../support/measure.ts';
import { startBenchDaemon, startHelper } from './support/processes.ts';
import { round } from './support/statistics.ts';

export const name = 'memory';
export const summary = 'anonymous memory of the daemon after 10,000 turns (Linux)';

const MIB = 1024;
const STEPS = [0, 100, 1000, 10_000];
const AT_ONCE = 16;

/** Anonymous memory in MiB: LevelDB maps its tables, and mapped pages are the kernel's to take back. */
function anonymousMib(pid: number): number {
  const rollup = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8');
  return Number(/^Anonymous:\s+(\d+) kB/m.exec(rollup)?.[1]) / MIB;
}

export async function run({ args, note }: MeasureOptions): Promise<MeasureResult> {
  const most = Number(args[0] ?? STEPS.at(-1));
  using simulator = await startHelper(new URL('support/simulator-process.ts', import.meta.url), ['short']);
  await using daemon = await startBenchDaemon(simulator.ready.address);
  const client = await connectClient(daemon.file);
  const table: { turns: number; anonymousMib: number }[] = [];
  let asked = 0;
  for (const target of STEPS.filter((step) => step <= most)) {
    note(`to ${target} turns`);
    while (asked < target) {
      const batch = Math.min(AT_ONCE, target - asked);
      // One in five asks what was asked before.
      const prompts = Array.from(
        { length: batch },
        (_, index) => `Question ${Math.floor((asked + index) * 0.8)}?`,
      );
      asked += batch;
      await Promise.all(prompts.map((prompt) => client.call('ask', { request: { prompt, model: 'fast' } })));
    }
    table.push({ turns: asked, anonymousMib: round(anonymousMib(daemon.file.pid), 1) });
  }
  client.close();
  return { embedder: 'off', table, finalMib: table.at(-1)?.anonymousMib ?? null };
}
