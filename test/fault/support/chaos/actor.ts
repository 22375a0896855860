import type { ClientTurn } from '@jackdaw/core/client';
import { JackdawError, type WireRequest } from '@jackdaw/core/protocol';
import type { Dice } from '../dice.ts';
import type { WatchedClient } from '../watched-client.ts';
import type { Plan } from './plan.ts';
import { enter, type Storm, type Watched } from './storm.ts';

/** After so long an actor cancels, or leaves. */
const PATIENCE_MS = 1500;
/** After so long an answer counts as one that never comes; a busy machine may take seconds. */
const HANGING_MS = 60_000;

export const SCHEMA = {
  type: 'object',
  properties: { name: { type: 'string' }, count: { type: 'integer' } },
  required: ['name', 'count'],
  additionalProperties: false,
};

/** One client: comes, does this and that by chance, and goes, or is gone in the middle. */
export async function act(storm: Storm, plan: Plan, dice: Dice): Promise<void> {
  let watched = await enter(storm, dice.pick(storm.keys));
  for (let deed = 0; deed < plan.deeds; deed += 1) {
    const own = dice.fork(deed);
    try {
      if (own.chance(0.12)) {
        watched.connection.webSocket.terminate();
        watched = await enter(storm, own.pick(storm.keys));
      }
      await doOne(storm, plan, watched, own);
    } catch (error) {
      judge(storm, watched, error);
      if (watched.connection.webSocket.readyState !== watched.connection.webSocket.OPEN) {
        if (storm.mayBeGone) return;
        watched = await enter(storm, own.pick(storm.keys));
      }
    }
  }
}

/** Failures with a code are part of life; others, and those that say `internal`, are faults. */
function judge(storm: Storm, { connection }: WatchedClient, error: unknown): void {
  if (storm.mayBeGone) return;
  if (!(error instanceof JackdawError)) {
    const closed = connection.webSocket.readyState !== connection.webSocket.OPEN;
    if (!closed) storm.broken.push(`a failure without a code: ${String(error)}`);
    return;
  }
  storm.failures.push(error);
  if (error.code === 'internal' || error.code === 'protocol_mismatch' || error.code === 'parse_error') {
    storm.broken.push(`a fault of jackdaw’s own: ${error.message}`);
  }
}

async function doOne(storm: Storm, plan: Plan, watched: WatchedClient, dice: Dice): Promise<void> {
  const { client } = watched;
  const kind = dice.int(0, 11);
  if (kind <= 3) return await follow(storm, watched, requestOf(plan, dice), dice);
  if (kind <= 5) return await askOnce(storm, watched, requestOf(plan, dice));
  if (kind === 6) {
    // The same from many at once.
    const request = requestOf(plan, dice);
    const all = Array.from({ length: dice.int(2, 6) }, () => askOnce(storm, watched, request));
    const outcomes = await Promise.allSettled(all);
    for (const outcome of outcomes) if (outcome.status === 'rejected') judge(storm, watched, outcome.reason);
    return;
  }
  const known = [...storm.conversations];
  const id = known.length > 0 ? dice.pick(known) : 'none';
  switch (dice.int(0, 9)) {
    case 0:
      return void (await client.call('history.list', {}));
    case 1:
      return void (await client.call('history.get', { id }));
    case 2:
      return void (await client.call('history.search', { query: 'nest' }));
    case 3:
      storm.conversations.delete(id);
      return void (await client.call('history.delete', { id }));
    case 4:
      return void (await client.call('history.rename', { id, title: `Name ${dice.int(0, 9)}` }));
    case 5:
      return void (await client.call('cache.clear', {}));
    case 6: {
      const { entries } = await client.call('cache.list', { limit: 5 });
      const [entry] = entries;
      if (entry !== undefined) await client.call('cache.delete', { id: entry.id });
      return;
    }
    case 7:
      return void (await client.call('trace.list', { limit: 5 }));
    case 8:
      return void (await client.onMetrics(() => {}));
    default:
      return void (await client.call('status', {}));
  }
}

function requestOf(plan: Plan, dice: Dice): WireRequest {
  const question = dice.pick(plan.questions);
  const schema = dice.chance(0.15) ? { schema: SCHEMA } : {};
  const cut = dice.chance(0.08) ? { maxTokens: dice.int(1, 20) } : {};
  return {
    ...(dice.chance(0.6)
      ? { prompt: question }
      : { messages: [{ role: 'user' as const, content: question }] }),
    model: dice.pick(['fast', 'fast', 'balanced', 'claude-opus-5']),
    priority: dice.pick(['person', 'script']),
    cache: {
      mode: dice.pick(['use', 'use', 'use', 'refresh', 'off', 'only']),
      semantic: dice.pick(['serve', 'suggest', 'off']),
    },
    ...schema,
    ...cut,
  };
}

async function askOnce(storm: Storm, { client }: WatchedClient, request: WireRequest): Promise<void> {
  const result = await client
    .call('ask', { request }, AbortSignal.timeout(HANGING_MS))
    .catch((error: unknown) => {
      if (error instanceof DOMException) storm.broken.push('an answer did not come at all');
      throw error;
    });
  storm.delivered.push({ request, result });
}

/** Starts a turn, and reads it to its end, cancels it, leaves it and comes back, or reads it slowly. */
async function follow(storm: Storm, watched: WatchedClient, asked: WireRequest, dice: Dice): Promise<void> {
  const known = [...storm.conversations];
  const goesOn = asked.prompt !== undefined && known.length > 0 && dice.chance(0.2);
  const request = goesOn ? { ...asked, conversationId: dice.pick(known) } : asked;
  const turn = await watched.client.startTurn(request);
  const record: Watched = {
    request,
    turnId: turn.turnId,
    conversationId: turn.conversationId,
    seen: [],
    readToEnd: false,
  };
  storm.watched.push(record);
  if (turn.conversationId !== null && !goesOn) storm.conversations.add(turn.conversationId);

  const after = dice.int(0, 25);
  switch (dice.int(0, 6)) {
    case 0:
      await read(turn, record, after);
      await turn.cancel();
      return await readOut(storm, watched, turn, record);
    case 1: {
      await read(turn, record, after);
      if (isOver(record)) return;
      await turn.events.return?.();
      const attached = await watched.client.attach(turn.turnId, (record.seen.at(-1)?.seq ?? -1) + 1);
      return await readOut(storm, watched, attached, record);
    }
    case 2: {
      await read(turn, record, after);
      if (isOver(record)) return;
      const other = await enter(storm, dice.pick(storm.keys));
      watched.connection.webSocket.terminate();
      const attached = await other.client.attach(turn.turnId, (record.seen.at(-1)?.seq ?? -1) + 1);
      return await readOut(storm, other, attached, record);
    }
    case 3:
      await read(turn, record, after);
      return watched.connection.webSocket.terminate();
    case 4: {
      const { webSocket } = watched.connection;
      webSocket.pause();
      setTimeout(() => webSocket.resume(), dice.int(1, 60));
      return await readOut(storm, watched, turn, record);
    }
    default:
      return await readOut(storm, watched, turn, record);
  }
}

/** Who has the last event has nothing to come back for. */
const isOver = ({ seen }: Watched) => /^turn-(end|error)$/.test(seen.at(-1)?.event.type ?? '');

async function read(turn: ClientTurn, record: Watched, count: number): Promise<void> {
  for (let left = count; left > 0; left -= 1) {
    const step = await turn.events.next();
    if (step.done === true) return;
    record.seen.push(step.value);
  }
}

async function readOut(
  storm: Storm,
  watched: WatchedClient,
  turn: ClientTurn,
  record: Watched,
): Promise<void> {
  const impatient = setTimeout(() => void turn.cancel().catch(() => {}), PATIENCE_MS);
  try {
    await read(turn, record, Infinity);
  } finally {
    clearTimeout(impatient);
  }
  record.readToEnd = true;
  if (watched.endings(record.turnId) > 2) storm.broken.push(`turn ${record.turnId} ended more than once`);
}
