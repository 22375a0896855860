import { readFileSync } from 'node:fs';
import type { MeasureOptions, MeasureResult } from '../support/measure.ts';
import { load, type Load, type Mode, type Target } from './support/gateway/load.ts';
import { PEERS, startPeer } from './support/gateway/peers.ts';
import { startBenchDaemon, startHelper } from './support/processes.ts';
import { median, percentile, round } from './support/statistics.ts';

export const name = 'gateway';
export const summary =
  'requests of the Messages API through the daemon, beside a bare pass-through and other gateways (Linux)';

const ROUNDS = 3;
const ROUND_MS = 900;
/** A paced stream takes a fifth of a second: so long for a dozen of them. */
const PACED_MS = 2_700;
/**
 * These are programs that stay, and V8 compiles what runs often after some thousand times. As many requests for each, so
 * that the slower is not measured colder.
 */
const WARM_UP = {
  json: { clients: 16, ms: 15_000, most: 8_000 },
  burst: { clients: 16, ms: 6_000, most: 1_500 },
} as const;

interface Case {
  readonly id: string;
  readonly mode: Mode;
  readonly clients: number;
}
const CASES: readonly Case[] = [
  { id: 'json1', mode: 'json', clients: 1 },
  { id: 'json64', mode: 'json', clients: 64 },
  { id: 'paced1', mode: 'paced', clients: 1 },
  { id: 'burst16', mode: 'burst', clients: 16 },
];

interface Figures {
  readonly p50: number;
  readonly p99: number;
  readonly perSecond: number;
  readonly firstP50: number;
  readonly chunkP50: number;
  readonly errors: number;
}

const figuresOf = ({ latencies, firsts, chunks, errors, seconds }: Load): Figures => ({
  p50: percentile(latencies, 0.5) / 1000,
  p99: percentile(latencies, 0.99) / 1000,
  perSecond: latencies.length / seconds,
  firstP50: percentile(firsts, 0.5) / 1000,
  chunkP50: percentile(chunks, 0.5) / 1000,
  errors,
});

/** Field by field, the median over rounds: one noisy round does not decide. */
function middle(rounds: readonly Figures[]): Figures {
  const of = (field: keyof Figures) => median(rounds.map((figures) => figures[field]));
  return {
    p50: of('p50'),
    p99: of('p99'),
    perSecond: of('perSecond'),
    firstP50: of('firstP50'),
    chunkP50: of('chunkP50'),
    errors: rounds.reduce((sum, { errors }) => sum + errors, 0),
  };
}

/** Anonymous memory: what is mapped from files is the kernel's to take back. */
function anonymousMib(pid: number | null): number | null {
  if (pid === null || process.platform !== 'linux') return null;
  const rollup = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8');
  return round(Number(/^Anonymous:\s+(\d+) kB/m.exec(rollup)?.[1]) / 1024, 1);
}

const portOf = (url: string) => Number(new URL(url).port);

export async function run({ note }: MeasureOptions): Promise<MeasureResult> {
  using upstream = await startHelper(new URL('support/gateway/upstream-process.ts', import.meta.url), []);
  const { address } = upstream.ready;
  using floor = await startHelper(new URL('support/gateway/floor-process.ts', import.meta.url), [address]);
  await using daemon = await startBenchDaemon(address);
  using peers = new DisposableStack();
  const targets: Target[] = [
    { name: 'direct', port: portOf(address), headers: { 'x-api-key': 'k' }, pid: null },
    { name: 'floor', port: portOf(floor.ready.address), headers: {}, pid: null },
    {
      name: 'jackdaw',
      port: portOf(daemon.file.url),
      headers: { 'x-api-key': daemon.file.token },
      pid: daemon.file.pid,
    },
  ];
  for (const recipe of PEERS) {
    const peer = await startPeer(recipe, address, note);
    if (peer !== null) targets.push(peers.use(peer).target);
  }

  const identical: Record<string, boolean> = {};
  const [direct] = targets;
  const expected =
    direct === undefined ? '' : (await load(direct, 'same', { clients: 1, ms: 5_000, most: 1 })).body;
  for (const target of targets) {
    for (const mode of ['json', 'burst'] as const) await load(target, mode, WARM_UP[mode]);
    const { body } = await load(target, 'same', { clients: 1, ms: 5_000, most: 1 });
    identical[target.name] = body === expected;
  }

  const rounds = new Map<string, Figures[]>();
  for (let turn = 0; turn < ROUNDS; turn += 1) {
    note(`round ${turn + 1} of ${ROUNDS}`);
    for (const { id, mode, clients } of CASES) {
      // Another begins each time, so that none always comes after the same.
      for (const target of [
        ...targets.slice(turn % targets.length),
        ...targets.slice(0, turn % targets.length),
      ]) {
        const key = `${id} ${target.name}`;
        const figures = figuresOf(
          await load(target, mode, { clients, ms: mode === 'paced' ? PACED_MS : ROUND_MS }),
        );
        rounds.set(key, [...(rounds.get(key) ?? []), figures]);
      }
    }
  }

  const of = (id: string, target: string) => middle(rounds.get(`${id} ${target}`) ?? []);
  const table = targets.map(({ name, pid }) => ({
    name,
    jsonP50Ms: round(of('json1', name).p50),
    json64PerSecond: round(of('json64', name).perSecond, 0),
    json64P99Ms: round(of('json64', name).p99, 1),
    pacedFirstMs: round(of('paced1', name).firstP50),
    pacedChunkMs: round(of('paced1', name).chunkP50),
    burstPerSecond: round(of('burst16', name).perSecond, 0),
    anonymousMib: anonymousMib(pid),
    identicalBytes: identical[name],
    errors: CASES.reduce((sum, { id }) => sum + of(id, name).errors, 0),
  }));
  return { rounds: ROUNDS, ratios: ratiosOf(table), table };
}

type Row = Readonly<
  Record<'jsonP50Ms' | 'json64PerSecond' | 'json64P99Ms' | 'pacedFirstMs' | 'pacedChunkMs', number>
> & { readonly name: string; readonly anonymousMib: number | null };

/** jackdaw beside the others; null where a peer is missing. Added times are those beyond the direct way. */
function ratiosOf(table: readonly Row[]) {
  const row = (name: string) => table.find((each) => each.name === name);
  const [direct, floor, own, router] = ['direct', 'floor', 'jackdaw', 'claude-code-router'].map(row);
  const peers = table.filter(({ name }) => PEERS.some((peer) => peer.name === name));
  if (direct === undefined || floor === undefined || own === undefined) return {};
  const best = (field: keyof Row, pick: (...values: number[]) => number) =>
    peers.length === 0 ? null : pick(...peers.map((peer) => Number(peer[field])));
  const beside = (value: number, other: number | null) => (other === null ? null : round(value / other, 2));
  const added = (each: Row, field: 'jsonP50Ms' | 'pacedFirstMs') => each[field] - direct[field];
  const bestAdded = peers.length === 0 ? null : Math.min(...peers.map((peer) => added(peer, 'jsonP50Ms')));
  return {
    jsonAddedToFloor: beside(added(own, 'jsonP50Ms'), added(floor, 'jsonP50Ms')),
    jsonAddedToBestPeer: beside(added(own, 'jsonP50Ms'), bestAdded),
    perSecondToFloor: beside(own.json64PerSecond, floor.json64PerSecond),
    perSecondToBestPeer: beside(own.json64PerSecond, best('json64PerSecond', Math.max)),
    p99ToBestPeer: beside(own.json64P99Ms, best('json64P99Ms', Math.min)),
    firstAddedToRouter:
      router === undefined ? null : beside(added(own, 'pacedFirstMs'), added(router, 'pacedFirstMs')),
    chunkToFloor: beside(own.pacedChunkMs, floor.pacedChunkMs),
    memoryToSmallerPeer:
      own.anonymousMib === null ? null : beside(own.anonymousMib, best('anonymousMib', Math.min)),
  };
}
