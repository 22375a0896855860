import type { JackdawClient } from '@jackdaw/core/client';
import type { ChatEvent, ResultOf } from '@jackdaw/core/protocol';
import { openStand, type Stand } from '../../../integration/turns/open-stand.ts';
import { poll } from '../../../support/poll.ts';
import { boundsOf, questionOf, wrongInBooks, type Certain } from '../books.ts';
import { createDice, type Dice } from '../dice.ts';
import { readRecords } from '../stored-records.ts';
import { isTruth } from '../truth.ts';
import { brokenPromises, MODEL } from './check-facts.ts';
import { doDeed } from './deeds.ts';
import { has, isSettled, newFacts, type AskedFact, type ConversationFacts } from './facts.ts';
import { deathOf, type Death } from './moments.ts';
import { wrongInRecords } from './wrong-in-records.ts';

export interface LaneOptions {
  readonly seed: string;
  readonly rounds: number;
  readonly onRound: (index: number) => void;
}

export interface LaneResult {
  readonly kills: number;
  readonly asked: number;
  readonly acknowledged: number;
  readonly finished: number;
  readonly deeds: number;
  readonly broken: readonly string[];
}

/** Ms between words: at the slower pace a kill meets text that has been written down. */
const PACES = [3, 12];

/**
 * One home through many daemons, each a process of its own that is killed with -9 while it answers and keeps the
 * history; each next one is asked for what the one before had acknowledged, the last one for all of it. The upstream
 * lives on outside.
 */
export async function runLane({ seed, rounds, onRound }: LaneOptions): Promise<LaneResult> {
  const dice = createDice(seed);
  const pace = dice.pick(PACES);
  await using stand = await openStand({
    simulator: { defaultStep: { timing: { toHeadersMs: 3, betweenTokensMs: pace } } },
    config: { embedder: { enabled: false, download: false } },
  });
  stand.simulator.script(QUICK_KEY, [{ times: 'forever', timing: { toHeadersMs: 0, betweenTokensMs: 0 } }]);
  const lane: Lane = {
    stand,
    slow: pace === Math.max(...PACES),
    facts: new Map(),
    certain: new Map(),
    broken: [],
    counts: { asked: 0, deeds: 0 },
  };
  let latest: readonly ConversationFacts[] = [];
  for (let round = 0; round < rounds; round += 1) {
    latest = await liveAndDie(lane, round, dice.fork(round), latest);
    onRound(round);
  }
  await checkAll(lane);
  const asked = [...lane.facts.values()].flatMap((facts) => facts.asked);
  return {
    kills: rounds,
    ...lane.counts,
    acknowledged: asked.length,
    finished: asked.filter((fact) => has(fact, 'turn-end')).length,
    broken: lane.broken,
  };
}

/** Answers to this key come at once: some are finished before the death. */
const QUICK_KEY = 'the key of who gets answers at once';

interface Lane {
  readonly stand: Stand;
  readonly slow: boolean;
  readonly facts: Map<string, ConversationFacts>;
  /** What of each of the upstream's calls has to be in the books, by its number. */
  readonly certain: Map<number, Certain>;
  readonly broken: string[];
  readonly counts: { asked: number; deeds: number };
}

/** One daemon: checks what the last one left, works, and dies. Gives the conversations that were touched. */
async function liveAndDie(
  lane: Lane,
  round: number,
  dice: Dice,
  latest: readonly ConversationFacts[],
): Promise<readonly ConversationFacts[]> {
  const { stand } = lane;
  await using daemon = await stand.spawn();
  const scenario = round % 2 === 0 ? '/s/529-then-ok:1' : '';
  const client = await stand.connect(daemon, { baseUrl: stand.simulator.url + scenario });
  const { warnings } = await client.call('status', {});
  lane.broken.push(...warnings.map((warning) => `round ${round} starts with a warning: ${warning}`));
  for (const facts of latest) lane.broken.push(...(await brokenPromises(client, facts, lane.slow)));
  await checkBooks(lane, client, `after ${round} deaths`);

  const before = stand.simulator.journal().length;
  const death = deathOf(round, dice);
  const kill = () => void daemon.child.kill('SIGKILL');
  const quick = await stand.connect(daemon, { apiKey: QUICK_KEY, baseUrl: stand.simulator.url });
  const touched = await work(lane, { client, quick }, round, dice, death, kill);
  await daemon.exit;
  await poll('the upstream to see the daemon’s end', () =>
    stand.simulator.journal().every(({ outcome }) => outcome !== 'open'),
  );

  const asked = new Map(touched.flatMap((facts) => facts.asked).map((fact) => [fact.prompt, fact]));
  for (const entry of stand.simulator.journal().slice(before)) {
    lane.certain.set(entry.number, certaintyOf(asked.get(questionOf(entry))));
  }
  return touched;
}

function certaintyOf(fact: AskedFact | undefined): Certain {
  if (fact === undefined) return 'nothing';
  if (isSettled(fact)) return 'all';
  return has(fact, 'text-delta') ? 'its beginning' : 'nothing';
}

/** Asks and tidies up until the daemon is dead. */
async function work(
  lane: Lane,
  { client, quick }: { readonly client: JackdawClient; readonly quick: JackdawClient },
  round: number,
  dice: Dice,
  death: Death,
  kill: () => void,
): Promise<ConversationFacts[]> {
  const touched = new Set<ConversationFacts>();
  let left = death.on === 'event' ? death.count : 1;
  const strike = () => void setTimeout(kill, death.afterMs);
  const saw = (type: ChatEvent['type'], isFirst: boolean) => {
    if (!isFirst || left === 0) return;
    if (death.on === 'event' && type === death.type) left -= 1;
    // Whose moment never comes dies at the turn's end.
    if (left === 0 || type === 'turn-end' || type === 'turn-error') strike();
  };

  const ask = async (index: number, through = client) => {
    const prompt = `Round ${round}, question ${index}: ${dice.int(0, 1e9)}?`;
    const old = index > 0 && dice.chance(0.3) ? goOnWith(lane, dice) : undefined;
    lane.counts.asked += 1;
    const request = { prompt, model: MODEL, ...(old === undefined ? {} : { conversationId: old.id }) };
    const turn = await through.startTurn(request);
    const id = turn.conversationId ?? '';
    const conversation = lane.facts.get(id) ?? newFacts(id);
    lane.facts.set(id, conversation);
    touched.add(conversation);
    const events: ChatEvent[] = [];
    conversation.asked.push({ prompt, traceId: turn.turnId, events, first: old === undefined });
    for await (const { event } of turn.events) {
      events.push(event);
      saw(event.type, index === 0);
    }
  };
  const tidy = async () => {
    for (let deed = 0; deed < 12; deed += 1) {
      await doDeed(client, lane.facts, dice.fork(`deed ${deed}`), `round ${round}, deed ${deed}`);
      lane.counts.deeds += 1;
      if (deed === 0 && death.on === 'deed') strike();
    }
  };

  const askQuickly = async () => {
    for (let index = 10; index < 13; index += 1) await ask(index, quick);
  };

  const all = [
    ask(0),
    askQuickly(),
    ...Array.from({ length: dice.int(0, 2) }, (_, index) => ask(index + 1)),
    tidy(),
  ];
  if (death.on === 'asked') strike();
  // Each ends in success or with the connection.
  await Promise.allSettled(all);
  const uncertain = [...lane.facts.values()].filter(
    ({ titles, trashed }) => titles.length + trashed.length > 2,
  );
  return [...new Set([...touched, ...uncertain])];
}

/** A conversation that goes on, where there is one that nobody throws away meanwhile. */
function goOnWith({ facts }: Lane, dice: Dice): ConversationFacts | undefined {
  const open = [...facts.values()].filter(({ trashed }) => !trashed.includes(true));
  return open.length === 0 ? undefined : dice.pick(open);
}

async function checkBooks(
  { stand, certain, broken }: Lane,
  client: JackdawClient,
  when: string,
): Promise<void> {
  const stats = await client.call('metrics.get', {});
  const bounds = boundsOf(stand.simulator.journal(), ({ number }) => certain.get(number) ?? 'nothing');
  broken.push(...wrongInBooks(stats, bounds, stand.simulator).map((wrong) => `${when}: ${wrong}`));
}

/** The last daemon stops in peace; before, it is asked for everything, and then its files are. */
async function checkAll(lane: Lane): Promise<void> {
  const { stand, facts, broken } = lane;
  {
    await using daemon = await stand.start();
    const client = await stand.connect(daemon);
    for (const conversation of facts.values()) {
      broken.push(...(await brokenPromises(client, conversation, lane.slow)));
    }
    await checkBooks(lane, client, 'at the end');
    for (let cursor: string | null = null; ;) {
      const page: ResultOf<'cache.list'> = await client.call('cache.list', {
        limit: 500,
        ...(cursor === null ? {} : { cursor }),
      });
      for (const { id, prompt } of page.entries) {
        const { text } = await client.call('cache.get', { id });
        if (!isTruth(prompt, text)) broken.push(`the cache holds what is not whole, for ${prompt}: ${text}`);
      }
      cursor = page.cursor;
      if (cursor === null) break;
    }
  }
  const { records, damage } = await readRecords(stand.home.paths.data);
  broken.push(...damage, ...wrongInRecords(records, [...facts.values()]));
}
