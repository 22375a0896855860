import type { Turns } from '@jackdaw/core';
import { daemonParts, type DaemonParts } from '@jackdaw/daemon';
import {
  hashKey,
  type JournalEntry,
  type ScriptItem,
} from '../../../../packages/daemon/src/simulator/index.ts';
import { eventsOf, ofType } from '../../../integration/turns/events-of.ts';
import { openStand, type Stand } from '../../../integration/turns/open-stand.ts';
import { poll } from '../../../support/poll.ts';
import { boundsOf, questionOf, wrongInBooks } from '../books.ts';
import { findSecrets } from '../canaries.ts';
import { createDice } from '../dice.ts';
import { act } from './actor.ts';
import { textOf, wrongAnswers } from './check-answers.ts';
import { wrongFlights } from './check-flights.ts';
import { planOf, type Plan } from './plan.ts';
import { createStorm, enter, type Storm, type Watched } from './storm.ts';
import { upstreamScript } from './upstream-script.ts';
import { createWildStore } from './wild-store.ts';

/** What a run did, in numbers. */
export interface ChaosCounts {
  readonly turns: number;
  readonly answers: number;
  readonly failures: number;
  readonly calls: number;
}

export interface ChaosResult {
  readonly broken: readonly string[];
  readonly counts: ChaosCounts;
}

/** One daemon in this process, its clients, its upstream and its disk, all by the seed; then a calm, and the checks. */
export async function runChaos(seed: number): Promise<ChaosResult> {
  const dice = createDice(`chaos ${seed}`);
  const plan = planOf(dice);
  await using stand = await openStand({ config: { ...plan.config, ...NO_MODEL }, simulator: { seed } });
  const keys = keysOf(seed);
  const scripts = new Map(
    keys.map((key) => [hashKey(key), upstreamScript(dice.fork(key), plan.trouble, key)] as const),
  );
  for (const key of keys) stand.simulator.script(key, scripts.get(hashKey(key)) ?? []);
  const medium = plan.wildness === null ? null : createWildStore(plan.wildness, dice.fork('medium'));
  const watch = watchTurns();

  const daemon = await stand.start({ parts: { ...watch.parts, ...medium?.parts } });
  medium?.storm();
  const storm = createStorm(daemon.file, stand.simulator.url, keys);
  await Promise.all(
    Array.from({ length: plan.clients }, (_, index) => act(storm, plan, dice.fork(`client ${index}`))),
  );
  medium?.heal();
  for (const { connection } of storm.clients) connection.webSocket.close();
  const { broken } = storm;
  await settled('turns to end', () => watch.active() === 0, broken);
  await settled(
    'calls to end',
    () => stand.simulator.journal().every(({ outcome }) => outcome !== 'open'),
    broken,
  );

  await checkCalm(stand, storm, plan, (entry) => isPartlyUnread(entry, scripts));
  broken.push(...wrongAnswers(storm, stand.simulator.journal(), plan.questions));
  broken.push(...wrongFlights(stand.simulator.journal(), storm));
  await settled('turns to be over', () => watch.active() === 0, broken);
  await daemon.stop('the run is over');
  const secrets = [...keys, daemon.file.token];
  for (const client of storm.clients) {
    const received = client.received();
    if (secrets.some((secret) => received.includes(secret))) broken.push('a secret was sent to a client');
  }
  broken.push(...(await findSecrets(stand.home, secrets)));
  return {
    broken,
    counts: {
      turns: storm.watched.length + storm.delivered.length,
      answers: storm.delivered.length,
      failures: storm.failures.length,
      calls: stand.calls(),
    },
  };
}

/** The lexical embedder: the model is not there, and not fetched. */
export const NO_MODEL = { embedder: { download: false } };

export const keysOf = (seed: number) =>
  ['first', 'second'].map((name) => `sk-ant-api03-canary-${seed}-${name}-0123456789abcdef`);

async function settled(what: string, held: () => boolean, broken: string[]): Promise<void> {
  await poll(what, held).catch(() => broken.push(`waited in vain for ${what}`));
}

function watchTurns() {
  let turns: Turns | undefined;
  const compose: DaemonParts['compose'] = async (options) => {
    const composition = await daemonParts.compose(options);
    turns = composition.turns;
    return composition;
  };
  return { parts: { compose }, active: () => turns?.active ?? 0 };
}

/**
 * Whether a daemon may not have read all that was sent: it reads no further after rubbish, and a reset takes with it
 * what the reader's own kernel has not handed over.
 */
function isPartlyUnread(
  { key, servedBy }: JournalEntry,
  scripts: ReadonlyMap<string, readonly ScriptItem[]>,
): boolean {
  const place = Number(/^script step (\d+)$/.exec(servedBy)?.[1] ?? 0) - 1;
  const step = scripts.get(key ?? '')?.[place];
  return typeof step === 'object' && ['bad-json', 'reset'].includes(step.fault?.kind ?? '');
}

function isAbandoned({ seen, readToEnd }: Watched): boolean {
  const last = seen.at(-1)?.event;
  return !readToEnd || (last?.type === 'turn-error' && last.error.code === 'cancelled');
}

/** After the storm: every place is free again, the books are right, and what was acknowledged is there. */
async function checkCalm(
  stand: Stand,
  storm: Storm,
  plan: Plan,
  partlyUnread: (entry: JournalEntry) => boolean,
): Promise<void> {
  const { broken } = storm;
  const { client } = await enter(storm, 'a key without trouble');
  stand.simulator.script('a key without trouble', [{ times: 'forever', timing: { toFirstTokenMs: 10 } }]);
  // The first answer tells a key's limits: before, not all calls may go out at once.
  await client.call('ask', { request: { prompt: 'Is it calm?' } });
  const turns = await Promise.all(
    Array.from({ length: plan.maxConcurrent }, (_, index) =>
      client.startTurn({ prompt: `Is it calm, ${index}?` }),
    ),
  );
  for (const events of await Promise.all(turns.map(eventsOf))) {
    const last = events.at(-1);
    if (last?.type !== 'turn-end') broken.push(`no answer in the calm: ${JSON.stringify(last)}`);
    const waits = [...ofType(events, 'admission-wait'), ...ofType(events, 'upstream-wait')];
    const held = waits.filter(({ reason }) => reason === 'concurrency' || reason === 'rate-limit');
    if (held.length > 0) broken.push(`a place is still taken: ${JSON.stringify(held)}`);
  }

  // What the upstream counts after the last reader has left, or what it sent past its reader, is all that the books can lack.
  const abandoned = new Set(storm.watched.filter(isAbandoned).map(({ request }) => textOf(request)));
  const isSure = (entry: JournalEntry) =>
    entry.clientClosedAt === null && !abandoned.has(questionOf(entry)) && !partlyUnread(entry);
  const bounds = boundsOf(stand.simulator.journal(), (entry) => (isSure(entry) ? 'all' : 'nothing'));
  broken.push(...wrongInBooks(await client.call('metrics.get', {}), bounds, stand.simulator));

  const unsaved = new Set(
    storm.watched
      .filter(({ seen, readToEnd }) => !readToEnd || seen.some(({ event }) => event.type === 'warning'))
      .map(({ conversationId }) => conversationId),
  );
  for (const { conversationId, request, seen } of storm.watched) {
    if (conversationId === null || !storm.conversations.has(conversationId)) continue;
    if (plan.wildness !== null && unsaved.has(conversationId)) continue;
    const found = await client.call('history.get', { id: conversationId }).catch(() => null);
    if (found?.messages.some(({ text }) => text === request.prompt) !== true) {
      broken.push(`an acknowledged question is lost: ${JSON.stringify(request)}`);
    }
    const last = seen.at(-1)?.event;
    if (last?.type !== 'turn-end' || last.result.stopReason !== 'end_turn') continue;
    const isThere = found?.messages.some(
      ({ text, state }) => text === last.result.text && state === 'complete',
    );
    if (isThere !== true) broken.push(`a finished answer is lost: ${JSON.stringify(request)}`);
  }
}
