import { simulatedModels } from '../../../../packages/daemon/src/simulator/index.ts';
import { openStand } from '../../../integration/turns/open-stand.ts';
import { createDice } from '../dice.ts';
import { inParallel } from '../in-parallel.ts';
import { cutsOf, type Cut } from './cut.ts';
import { record, type Recording } from './recording.ts';
import { STREAMS, type Stream } from './streams.ts';
import { tryCut, type CutFate } from './try-cut.ts';

export interface CutsOptions {
  readonly seed: number;
  /** Random bytes at which each stream is cut in each way. */
  readonly bytes: number;
  /** So many of the cuts, by chance; default: all. */
  readonly sample?: number;
  readonly note?: (text: string) => void;
}

/** Long enough for a busy machine, short enough to wait for. */
const STALL = '2s';
const DAEMONS_AT_ONCE = 8;

/**
 * Every stream, cut in every way at every place. A daemon meets one cut for each model: trouble beyond that is what
 * its retries, limits and breakers keep from the upstream.
 */
export async function tryCuts({ seed, bytes, sample, note }: CutsOptions): Promise<CutFate[]> {
  const dice = createDice(seed);
  const models = simulatedModels.map(({ id }) => id);
  const recordings = await recordAll();
  const all = STREAMS.flatMap((stream) =>
    cutsOf(stream, of(recordings, stream), bytes, dice.fork(stream.name)),
  );
  const cuts = sample === undefined ? all : shuffled(all, dice.random).slice(0, sample);
  const batches = Array.from({ length: Math.ceil(cuts.length / models.length) }, (_, index) =>
    cuts.slice(index * models.length, (index + 1) * models.length),
  );
  let done = 0;
  const fates = await inParallel(batches, DAEMONS_AT_ONCE, async (batch) => {
    const fate = await tryBatch(batch, recordings, models);
    done += batch.length;
    if (Math.floor(done / 500) > Math.floor((done - batch.length) / 500))
      note?.(`${done} of ${cuts.length} cuts`);
    return fate;
  });
  return fates.flat();
}

async function recordAll(): Promise<ReadonlyMap<Stream, Recording>> {
  await using stand = await openStand();
  const recordings = new Map<Stream, Recording>();
  for (const stream of STREAMS) {
    recordings.set(stream, await record(stand.simulator, stream, simulatedModels[0]?.id ?? ''));
  }
  return recordings;
}

async function tryBatch(
  batch: readonly Cut[],
  recordings: ReadonlyMap<Stream, Recording>,
  models: readonly string[],
): Promise<CutFate[]> {
  await using stand = await openStand({
    config: { timeouts: { connect: STALL, stall: STALL }, embedder: { enabled: false, download: false } },
  });
  await using daemon = await stand.start();
  return await Promise.all(
    batch.map(async (cut, index): Promise<CutFate> => {
      try {
        return await tryCut(stand, daemon, cut, of(recordings, cut.stream), models[index] ?? '');
      } catch (error) {
        return { cut, detected: false, mended: false, broken: [`${cut.name}: ${String(error)}`] };
      }
    }),
  );
}

function of(recordings: ReadonlyMap<Stream, Recording>, stream: Stream): Recording {
  const recording = recordings.get(stream);
  if (recording === undefined) throw new Error(`There is no recording of ${stream.name}.`);
  return recording;
}

function shuffled<T>(items: readonly T[], random: () => number): T[] {
  return items
    .map((item) => ({ item, place: random() }))
    .toSorted((a, b) => a.place - b.place)
    .map(({ item }) => item);
}
