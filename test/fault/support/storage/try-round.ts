import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openLevelStore } from '../../../../packages/daemon/src/store/index.ts';
import { createDice } from '../dice.ts';
import { damageOneFile } from './damage.ts';
import { look, type Found } from './look.ts';
import { afterPowerLoss, readFiles, writeFiles } from './power-loss.ts';
import { createWriter } from './written.ts';

export const TROUBLES = ['kill', 'power', 'damage'] as const;
export type Trouble = (typeof TROUBLES)[number];

export interface Round extends Found {
  readonly trouble: Trouble;
  /** What exactly was done to it. */
  readonly what: string;
}

/** One store, some starts, one trouble, and a look at what is left. The same for the same seed, but for the threads of LevelDB. */
export async function tryRound(trouble: Trouble, seed: string): Promise<Round> {
  const dice = createDice(seed);
  const root = mkdtempSync(join(tmpdir(), 'jackdaw-storage-'));
  const folder = join(root, 'living');
  const left = join(root, 'left');
  const writer = createWriter(dice.fork('writer'));
  const open = () =>
    openLevelStore({ folder, moveDelayMs: dice.int(0, 10), segmentBytes: dice.int(2_000, 60_000) });
  try {
    for (let starts = dice.int(0, 2); starts > 0; starts -= 1) {
      const store = await open();
      await writer.write(store, dice.int(1, 60));
      await store.close();
    }
    const store = await open();
    await writer.write(store, dice.int(1, 60));
    const { written } = writer;
    if (trouble === 'kill') {
      writeFiles(left, readFiles(folder));
      await store.close();
      return { trouble, what: 'killed', ...(await look(left, written, written.acknowledged, false)) };
    }
    if (trouble === 'power') {
      await writer.sync(store);
      const durable = readFiles(folder);
      const { synced } = written;
      await writer.write(store, dice.int(0, 30));
      const latest = readFiles(folder);
      const files = afterPowerLoss(durable, latest, dice) ?? latest;
      writeFiles(left, files);
      await store.close();
      return { trouble, what: 'power lost', ...(await look(left, written, synced, false)) };
    }
    await store.close();
    cpSync(folder, left, { recursive: true });
    const { what } = damageOneFile(left, dice);
    return { trouble, what, ...(await look(left, written, written.acknowledged, true)) };
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}
