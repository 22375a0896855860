import { isDeepStrictEqual } from 'node:util';
import type { TurnResult } from '@jackdaw/core';
import type { ChatEvent, WireRequest } from '@jackdaw/core/protocol';
import { schemaValue, type JournalEntry } from '../../../../packages/daemon/src/simulator/index.ts';
import { ofType, textIn } from '../../../integration/turns/events-of.ts';
import { questionOf } from '../books.ts';
import { isBeginning, isTruth } from '../truth.ts';
import type { Storm, Watched } from './storm.ts';

/** What is wrong with the answers that came, held against what the upstream sent. */
export function wrongAnswers(
  storm: Storm,
  journal: readonly JournalEntry[],
  questions: readonly string[],
): string[] {
  const whole = new Set(journal.filter(({ outcome }) => outcome === 'complete').map(questionOf));
  const answers = [
    ...storm.delivered,
    ...storm.watched.flatMap(({ request, seen }) =>
      ofType(eventsOf(seen), 'turn-end').map(({ result }) => ({ request, result })),
    ),
  ];
  return [
    ...answers.flatMap(({ request, result }) => wrongAnswer(request, result, whole, questions)),
    ...storm.watched.flatMap(wrongEvents),
  ];
}

const eventsOf = (seen: Watched['seen']) => seen.map(({ event }) => event);

function wrongAnswer(
  request: WireRequest,
  result: TurnResult,
  whole: ReadonlySet<string>,
  questions: readonly string[],
): string[] {
  const question = textOf(request);
  const { cache, text, stopReason, data } = result;
  const { schema } = request;
  const say = (what: string) => [`${what}: ${JSON.stringify({ request, result })}`];
  if (stopReason !== 'end_turn') {
    if (cache !== 'miss') return say('an answer that is not whole came from the cache');
    return schema === undefined && !isBeginning(question, text) ? say('a text that was not sent') : [];
  }
  // A similar question's answer is some question's whole answer.
  const asked = cache === 'semantic' ? questions : [question];
  if (!asked.some((one) => whole.has(one))) return say('an answer that the upstream never sent whole');
  if (schema !== undefined) {
    const right = asked.some((one) => isDeepStrictEqual(data, schemaValue(schema, one)));
    return right ? [] : say('data that were not sent');
  }
  return asked.some((one) => isTruth(one, text))
    ? []
    : say('a part of an answer, or another one, as if whole');
}

function wrongEvents({ request, turnId, seen, readToEnd }: Watched): string[] {
  const events = eventsOf(seen);
  const isLast = ({ type }: ChatEvent) => type === 'turn-end' || type === 'turn-error';
  const wrong: string[] = [];
  const say = (what: string) => wrong.push(`turn ${turnId}: ${what} (${JSON.stringify(request)})`);
  const lasts = events.filter(isLast).length;
  if (lasts > 1) say(`it had ${lasts} last events`);
  if (readToEnd && lasts !== 1) say('it had no last event');
  const last = events.at(-1);
  if (lasts === 1 && last !== undefined && !isLast(last)) say('something came after its last event');
  if (seen.some(({ seq }, place) => place > 0 && seq <= (seen[place - 1]?.seq ?? -1)))
    say('events came twice');
  if (last?.type === 'turn-end' && textIn(events) !== last.result.text) say('its pieces are not its text');
  if (last?.type === 'turn-error' && textIn(events) !== last.text) say('its pieces are not what it had');
  if (last?.type === 'turn-error' && last.error.code === 'internal')
    say(`a fault of jackdaw’s own: ${last.error.message}`);
  const ended = ofType(events, 'turn-end')[0]?.result.stopReason ?? 'end_turn';
  if (ended !== 'end_turn' && ofType(events, 'cache-save').length > 0) say('what is not whole was saved');
  return wrong;
}

export function textOf({ prompt, messages }: WireRequest): string {
  const content = prompt ?? messages?.at(-1)?.content;
  return typeof content === 'string' ? content : '';
}
