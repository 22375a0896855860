import { answerEvents, answerMessage, type Answer, type AnswerEvent } from './answer.ts';
import { markEnded, sendHeaders, type Exchange } from './exchange.ts';
import { faultPlace, strikeInBody } from './fault.ts';
import type { BilledUsage } from './ledger.ts';
import { createResponseBody, type ResponseBody } from './response-body.ts';
import type { Step } from './scenario.ts';
import type { Pace } from './timing.ts';
import { encodeEvent } from './wire.ts';

export interface AnswerDelivery {
  readonly exchange: Exchange;
  readonly answer: Answer;
  readonly step: Step;
  readonly pace: Pace;
  /** Headers beside the content type. */
  readonly headers: Readonly<Record<string, string>>;
  /** Told each usage just before it is written, and the one before it again when that fails. The last one is billed. */
  readonly onUsage: (usage: BilledUsage | null) => void;
}

/** Sends an answer as server-sent events. */
export async function streamAnswer(delivery: AnswerDelivery): Promise<void> {
  const { exchange, answer, step, pace } = delivery;
  const { entry, clock, signal } = exchange;
  const place = step.fault === undefined ? undefined : faultPlace(step.fault);
  const html = step.fault?.kind === 'html' && place === 'headers';
  sendHeaders(exchange, 200, {
    'content-type': html ? 'text/html; charset=utf-8' : 'text/event-stream; charset=utf-8',
    'cache-control': 'no-cache',
    ...delivery.headers,
  });

  const body = createBody(delivery, place);
  // What can only happen in a body happens at its start when it was asked for at the headers.
  const faultEvent =
    typeof place === 'string' ? 0 : place !== undefined && 'event' in place ? place.event : undefined;
  const earlierStrikes =
    typeof place === 'string' && ['reset', 'fin', 'stall'].includes(step.fault?.kind ?? '');
  let number = 0;
  let pause = 0;
  let sincePing = 0;
  for (const item of answerEvents(answer)) {
    if (item.paced) {
      const waited = await wait(delivery, body, { pause: pause + pace.next(), sincePing });
      pause = waited.pause;
      sincePing = waited.sincePing;
    }
    for (const extra of step.extraEvents?.filter(({ before }) => before === number) ?? []) {
      await body.write(encodeEvent(extra.event, JSON.stringify(extra.data), step.wire));
    }
    const withoutStop = step.fault?.kind === 'missing-message-stop' && item.event.type === 'message_stop';
    const strikes =
      step.fault?.kind === 'missing-message-stop' ? withoutStop : number === faultEvent && !earlierStrikes;
    if (strikes && step.fault !== undefined) {
      entry.outcome = 'fault';
      await strikeInBody(step.fault, body, exchange.response.socket, step.wire, clock, signal);
    }
    if (!strikes || step.fault?.kind === 'stall') {
      const silent = step.omitDeltaUsage === true && item.event.type === 'message_delta';
      if (item.paced) entry.firstDeltaAt ??= clock.now();
      await writeBilled(delivery, silent ? undefined : item.usage, () =>
        body.write(encodeEvent(item.event.type, encodeData(item, step), step.wire)),
      );
    }
    if (number === 1) await body.write(encodeEvent('ping', '{"type":"ping"}', step.wire));
    number += 1;
  }
  if (step.wire?.trailer !== undefined) await body.write(Buffer.from(`data: ${step.wire.trailer}\n\n`));
  await body.end();
}

/** Sends an answer as one JSON object, after the time that streaming it would have taken. */
export async function sendAnswer(delivery: AnswerDelivery): Promise<void> {
  const { exchange, answer, step, pace } = delivery;
  const { message, usage, deltas } = answerMessage(answer);
  let pause = 0;
  for (let delta = 0; delta < deltas; delta += 1) pause += pace.next();
  if (pause > 0) await exchange.clock.sleep(pause, exchange.signal);

  const place = step.fault === undefined ? undefined : faultPlace(step.fault);
  const bytes = Buffer.from(JSON.stringify(message));
  sendHeaders(exchange, 200, { 'content-type': 'application/json', ...delivery.headers });
  const body = createBody(delivery, place);
  // One object is one event: a fault at any event cuts it in half, so the client sees a body that is not whole.
  const half =
    step.fault === undefined || typeof place !== 'object' || 'byte' in place ? 0 : bytes.length >> 1;
  if (half > 0 && step.fault !== undefined) {
    exchange.entry.outcome = 'fault';
    await body.write(bytes.subarray(0, half));
    await strikeInBody(
      step.fault,
      body,
      exchange.response.socket,
      step.wire,
      exchange.clock,
      exchange.signal,
    );
  }
  await writeBilled(delivery, usage, async () => body.write(bytes.subarray(half)));
  await body.end();
}

async function writeBilled(
  { exchange, onUsage }: AnswerDelivery,
  usage: BilledUsage | undefined,
  write: () => Promise<void>,
): Promise<void> {
  const before = exchange.entry.usage;
  if (usage !== undefined) onUsage(usage);
  try {
    await write();
  } catch (error) {
    if (usage !== undefined) onUsage(before);
    throw error;
  }
}

function createBody(
  delivery: AnswerDelivery,
  place: ReturnType<typeof faultPlace> | undefined,
): ResponseBody {
  const { exchange, step } = delivery;
  const { response, random, clock, signal, entry } = exchange;
  const { fault, wire } = step;
  const onWrite = (bytesWritten: number): void => {
    entry.bytesWritten = bytesWritten;
  };
  const onEnd = (): void => markEnded(exchange);
  if (fault === undefined || typeof place !== 'object' || !('byte' in place)) {
    return createResponseBody({ response, wire, random, clock, signal, onWrite, onEnd });
  }
  const run = async (): Promise<void> => {
    entry.outcome = 'fault';
    await strikeInBody(fault, body, response.socket, wire, clock, signal);
  };
  const interruptAt = { byte: place.byte, run };
  const body: ResponseBody = createResponseBody({
    response,
    wire,
    random,
    clock,
    signal,
    onWrite,
    onEnd,
    interruptAt,
  });
  return body;
}

/** Waits before a delta, with pings. Pauses under a millisecond are saved up, because no timer is that fine. */
async function wait(
  { exchange, step }: AnswerDelivery,
  body: ResponseBody,
  state: { readonly pause: number; readonly sincePing: number },
): Promise<{ readonly pause: number; readonly sincePing: number }> {
  const every = step.timing?.pingEveryMs;
  let { pause, sincePing } = state;
  if (pause < 1) return state;
  await body.flush();
  while (pause >= 1) {
    const stretch = every === undefined ? pause : Math.min(pause, every - sincePing);
    await exchange.clock.sleep(stretch, exchange.signal);
    pause -= stretch;
    sincePing += stretch;
    if (every !== undefined && sincePing >= every) {
      sincePing = 0;
      await body.write(encodeEvent('ping', '{"type":"ping"}', step.wire));
      await body.flush();
    }
  }
  return { pause, sincePing };
}

function encodeData({ event }: AnswerEvent, step: Step): string {
  if (step.omitDeltaUsage !== true || event.type !== 'message_delta') return JSON.stringify(event);
  const { usage: _usage, ...rest } = event;
  return JSON.stringify(rest);
}
