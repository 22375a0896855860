import type { JackdawClient } from '@jackdaw/core/client';
import { openStand, type Stand } from '../../../integration/turns/open-stand.ts';
import { poll } from '../../../support/poll.ts';
import { createDice, type Dice } from '../dice.ts';
import { callOf, wrongInLines, type Call, type Sure } from './check-lines.ts';
import { nothingMet, noteCall, noteSeen, type Met } from './met.ts';
import { askMixed, nothingSeen, planTurn, type Asked, type Seen } from './mixed-turn.ts';

export interface LedgerTrialOptions {
  readonly turns: number;
  readonly kills: number;
  readonly seed: string;
  readonly onRound: (round: number) => void;
}

/** Turns at once. */
const WIDTH = 12;

interface Trial {
  readonly stand: Stand;
  readonly seed: string;
  readonly dice: Dice;
  /** What is sure about the calls of the journal, by number; those that are not here are whole. */
  readonly sure: Map<number, Sure>;
  readonly counts: Record<string, number>;
  readonly met: Met;
  readonly broken: string[];
  /** All of the upstream's, oldest first. */
  readonly calls: Call[];
  number: number;
}

/**
 * Mixed turns through a daemon that is a process of its own and is killed with -9 in between; the upstream lives on. The
 * books are compared after each death, and at the end.
 */
export async function runLedgerTrial({ turns, kills, seed, onRound }: LedgerTrialOptions) {
  await using stand = await openStand({
    config: { promptCaching: 'on', limits: { burst: 10_000, requestsPerSecond: 10_000 } },
  });
  const trial: Trial = {
    stand,
    seed,
    dice: createDice(`ledger ${seed}`),
    sure: new Map(),
    counts: {},
    met: nothingMet(),
    broken: [],
    calls: [],
    number: 0,
  };
  const perRound = Math.ceil(turns / (kills + 1));
  for (let round = 0; round <= kills; round += 1) {
    await runRound(trial, Math.min(perRound, turns - trial.number), round < kills);
    onRound(round);
  }
  const { broken, counts, met, number, calls } = trial;
  const { total } = stand.simulator.ledger();
  return {
    turns: number,
    kills,
    calls: calls.length,
    unsureCalls: trial.sure.size,
    billed: total,
    /** What turns were meant to be, and what they and their calls truly were. */
    counts,
    met,
    broken,
  };
}

async function runRound(trial: Trial, turns: number, dies: boolean): Promise<void> {
  const { stand, broken, sure } = trial;
  await using daemon = await stand.spawn();
  const observer = await stand.connect(daemon);
  const before = await observer.call('metrics.get', {});
  const known = stand.simulator.journal().at(-1)?.number ?? 0;
  const clients = new Map<string, JackdawClient>();
  const clientFor = async ({ scenario }: Asked) => {
    const path = scenario === null ? '' : `/s/${scenario}`;
    const client =
      clients.get(path) ?? (await stand.connect(daemon, { baseUrl: stand.simulator.url + path }));
    clients.set(path, client);
    return client;
  };

  const last = trial.number + turns;
  const lives: { readonly asked: Asked; readonly seen: Seen }[] = [];
  let dead = false;
  const work = async () => {
    while (!dead && trial.number < last) {
      trial.number += 1;
      const asked = planTurn(trial.number, trial.seed, trial.dice.fork(trial.number));
      const seen = nothingSeen();
      lives.push({ asked, seen });
      trial.counts[asked.kind] = (trial.counts[asked.kind] ?? 0) + 1;
      if (dies && trial.number === last) {
        dead = true;
        setTimeout(() => daemon.child.kill('SIGKILL'), trial.dice.int(0, 10));
      }
      await clientFor(asked).then(
        (client) => askMixed(client, asked, seen),
        (error: unknown) => {
          if (!dead) throw error;
        },
      );
      noteSeen(trial.met, seen);
    }
  };
  await Promise.all(Array.from({ length: WIDTH }, work));

  if (dies) await daemon.exit;
  await poll('every call of the upstream to be over', () =>
    stand.simulator.journal().every(({ outcome }) => outcome !== 'open'),
  );
  const unsure = new Map<string, Sure>();
  for (const { asked, seen } of lives) {
    if (!seen.settled) unsure.set(asked.label, seen.text ? 'begun' : 'nothing');
    else if (asked.loose && !unsure.has(asked.label)) unsure.set(asked.label, 'begun');
  }
  // The simulator's journal is bounded, so each round's calls are taken out of it.
  const fresh = stand.simulator
    .journal({ path: '/v1/messages' })
    .filter(({ number }) => number > known)
    .map(callOf);
  trial.calls.push(...fresh);
  for (const call of fresh) noteCall(trial.met, call);
  // Several attempts may have been made for one turn; which of them its reader saw words of is not known.
  const perTurn = new Map<string, number>();
  for (const { label } of fresh) perTurn.set(label, (perTurn.get(label) ?? 0) + 1);
  for (const { number, label } of fresh) {
    const certain = unsure.get(label);
    if (certain !== undefined) sure.set(number, perTurn.get(label) === 1 ? certain : 'nothing');
  }
  const sureOf = ({ number }: Call) => sure.get(number) ?? 'whole';
  if (!dies) {
    const after = await observer.call('metrics.get', {});
    if (after.turns - before.turns !== turns)
      broken.push(`${after.turns - before.turns} turns are counted of ${turns} that ended`);
    broken.push(...(await wrongInLines(observer, trial.calls, stand.simulator, sureOf)));
    return;
  }
  await using next = await stand.spawn();
  const reader = await stand.connect(next);
  broken.push(...(await wrongInLines(reader, trial.calls, stand.simulator, sureOf)));
  next.child.kill('SIGTERM');
  await next.exit;
}
