import { isDeepStrictEqual } from 'node:util';
import { compileSchema } from '@jackdaw/core';
import type { JackdawClient } from '@jackdaw/core/client';
import type { ChatEvent } from '@jackdaw/core/protocol';
import { eventsOf, ofType } from '../../../integration/turns/events-of.ts';
import type { PlannedCase } from './plan-cases.ts';

/** What became of one case. */
export interface CaseFate {
  readonly kind: string;
  readonly repairable: boolean;
  /** Calls of the upstream. */
  readonly calls: number;
  readonly ended: 'data' | 'invalid' | 'refused' | 'cut' | 'failed';
  /** Whether the first answer came to its own end: only then a repair was due. */
  readonly whole: boolean;
  /** Dollars that the turn says it cost. */
  readonly costUsd: number;
  /** What did not hold. */
  readonly broken: readonly string[];
}

/** Asks one planned question through a real client, and looks at the answer and at what the cache then holds. */
export async function tryCase(client: JackdawClient, planned: PlannedCase): Promise<CaseFate> {
  const { id, kind, repairable, schema, model } = planned;
  const broken: string[] = [];
  const request = { prompt: `Case ${id}: what do you make of it?`, schema: { ...schema }, model };
  const ask = { ...request, cache: { semantic: 'off' } } as const;
  const events = await eventsOf(await client.startTurn(ask));
  const calls = ofType(events, 'attempt-start').length;
  const { ended, costUsd, data } = judgeEnd(events, planned, calls, (problem) => broken.push(problem));

  const again = await client
    .call('ask', { request: { ...request, cache: { mode: 'only', semantic: 'off' } } })
    .catch((error: unknown) => error);
  if (ended === 'data') {
    const same = isResult(again) && again.cache === 'exact' && isDeepStrictEqual(again.data, data);
    if (!same) broken.push('the data that was delivered is not what the cache holds');
  } else if (isResult(again)) {
    broken.push(`${ended}, and yet in the cache`);
  }
  const [first] = planned.answers;
  return {
    kind,
    repairable,
    calls,
    ended,
    whole: first.stop === 'end_turn',
    costUsd,
    broken: broken.map((problem) => `${id}: ${problem} (first answer: ${JSON.stringify(first)})`),
  };
}

function judgeEnd(
  events: readonly ChatEvent[],
  { schema, intended, model, answers }: PlannedCase,
  calls: number,
  complain: (problem: string) => void,
): { ended: CaseFate['ended']; costUsd: number; data?: unknown } {
  const last = answers[calls - 1];
  const end = events.at(-1);
  if (calls > (model === 'auto' ? 3 : 2)) complain(`${calls} calls`);
  if (calls > 1 && answers.slice(0, calls - 1).some(({ stop }) => stop !== 'end_turn'))
    complain('a refusal or a cut was asked again');
  // What is shown at the end is the last answer, however many were taken back.
  if (end?.type === 'turn-end') {
    const { result } = end;
    const costUsd = result.costUsd ?? NaN;
    if (result.text !== last?.text) complain('the text is not the last answer');
    if (result.stopReason !== last?.stop) complain(`it ended with ${result.stopReason}, not ${last?.stop}`);
    if (last?.stop !== 'end_turn') {
      if (result.data !== undefined) complain('data of an answer that is not whole');
      return { ended: last?.stop === 'refusal' ? 'refused' : 'cut', costUsd };
    }
    const problem = compileSchema(schema)(result.data);
    if (problem !== null) complain(`invalid data was delivered: ${problem}`);
    if (!isDeepStrictEqual(result.data, intended)) complain(`wrong data: ${JSON.stringify(result.data)}`);
    return { ended: 'data', costUsd, data: result.data };
  }
  if (end?.type !== 'turn-error') throw new Error('A turn without an end.');
  const costUsd = end.costUsd ?? NaN;
  if (end.error.code !== 'invalid_output') {
    complain(`${end.error.code}: ${end.error.message}`);
    return { ended: 'failed', costUsd };
  }
  if (calls < 2) complain('given up without a second try');
  if (end.text !== last?.text) complain('the last text is not kept');
  return { ended: 'invalid', costUsd };
}

interface Result {
  readonly cache: string;
  readonly data?: unknown;
}

function isResult(value: unknown): value is Result {
  return typeof value === 'object' && value !== null && 'cache' in value;
}
