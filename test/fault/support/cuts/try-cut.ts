import type { JackdawClient } from '@jackdaw/core/client';
import { JackdawError, type ChatEvent, type WireRequest } from '@jackdaw/core/protocol';
import type { RunningDaemon } from '@jackdaw/daemon';
import { eventsOf, ofType, textIn } from '../../../integration/turns/events-of.ts';
import type { Stand } from '../../../integration/turns/open-stand.ts';
import type { Cut } from './cut.ts';
import type { Recording } from './recording.ts';

/** What became of one cut answer. */
export interface CutFate {
  readonly cut: Cut;
  /** Whether the daemon noticed. */
  readonly detected: boolean;
  /** Whether it was made good with another attempt before anybody saw a word of it. */
  readonly mended: boolean;
  /** Which promises were broken. */
  readonly broken: readonly string[];
}

/**
 * Asks a question whose first answer breaks off and whose next ones are whole, with a key of its own, and looks at the
 * events, the history, the cache, and what comes when it is asked again.
 */
export async function tryCut(
  stand: Stand,
  daemon: RunningDaemon,
  cut: Cut,
  recording: Recording,
  model: string,
): Promise<CutFate> {
  const { stream, kind, at } = cut;
  const broken: string[] = [];
  const promise = (what: string, held: boolean) => {
    if (!held) broken.push(`${cut.name}: ${what}`);
  };
  const key = `key of ${cut.name}`;
  stand.simulator.script(key, [
    { ...stream.step, fault: { kind, at } },
    { ...stream.step, times: 'forever' },
  ]);
  const client = await stand.connect(daemon, { apiKey: key, baseUrl: stand.simulator.url });
  const request: WireRequest = { ...stream.request, prompt: `What of ${cut.name}?`, model };

  const turn = await client.startTurn(request);
  const events = await eventsOf(turn);
  const last = events.at(-1);
  const text = textIn(events);
  const [first] = ofType(events, 'attempt-end');
  const detected = first?.error !== undefined;
  promise('it is noticed', detected);
  promise('a turn has one end', endingsOf(events) === 1);

  const { messages } = await client.call('history.get', { id: turn.conversationId ?? '' });
  const kept = messages[1];
  const mended = last?.type === 'turn-end';
  if (mended) {
    promise('a whole answer is told', text === recording.text && last.result.text === text);
    promise('nothing was seen of the answer that broke off', !wasCalledAfterWords(events));
    promise('the whole answer is in the history', kept?.text === text && kept.state !== 'interrupted');
  } else if (last?.type === 'turn-error') {
    promise('what came is the beginning of the answer', recording.text.startsWith(text));
    // A reset may take with it what the reader's own kernel had not handed over.
    const sent = 'event' in at && kind !== 'reset' ? recording.textBefore(at.event) : null;
    promise('all that was sent is kept', sent === null || text === sent);
    promise('the end says what had come', last.text === text);
    promise('the history keeps what had come', kept?.text === text);
    const state = text === '' ? ['interrupted', 'error'] : ['interrupted'];
    promise('the history says that it is a part', kept !== undefined && state.includes(kept.state));
    promise('nobody who saw words was called for again', !wasCalledAfterWords(events));
  }
  promise(
    'nothing is saved of an answer that broke off',
    mended || ofType(events, 'cache-save').length === 0,
  );

  const inCache = await textOrCode(client, { ...request, cache: { mode: 'only' } });
  const wanted = mended && stream.cached !== false ? recording.text : 'not_cached';
  promise(`the cache has ${wanted === 'not_cached' ? 'nothing' : 'the whole answer'}`, inCache === wanted);
  const again = await textOrCode(client, request);
  promise('asked again, the whole answer comes', again === recording.text);
  client.close();
  return { cut, detected, mended, broken };
}

const endingsOf = (events: readonly ChatEvent[]) =>
  events.filter(({ type }) => type === 'turn-end' || type === 'turn-error').length;

const isVisible = ({ type }: ChatEvent) => /^(text-delta|thinking-delta|content-block)$/.test(type);

function wasCalledAfterWords(events: readonly ChatEvent[]): boolean {
  const first = events.findIndex(isVisible);
  return first !== -1 && events.slice(first).some(({ type }) => type === 'attempt-start');
}

async function textOrCode(client: JackdawClient, request: WireRequest): Promise<string> {
  try {
    return (await client.call('ask', { request })).text;
  } catch (error) {
    return error instanceof JackdawError ? error.code : String(error);
  }
}
