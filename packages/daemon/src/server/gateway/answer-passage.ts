import type { ServerResponse } from 'node:http';
import type { ChatEvent, Turn } from '@jackdaw/core';
import { connectionOf, whenGone } from './client-connection.ts';
import { PassageResponse } from './passage-response.ts';

export interface PassageTimes {
  /** Milliseconds of silence after which a stream's reader gets a ping. */
  readonly pingMs: number;
  /** Milliseconds that a reader may take nothing of what is written. */
  readonly maxSilenceMs: number;
}

/** Tells a turn's events as an HTTP response, as they happen. The turn is cancelled when the tool goes away. Never throws. */
export function answerPassage(
  turn: Turn,
  stream: boolean,
  response: ServerResponse,
  { pingMs, maxSilenceMs }: PassageTimes,
): void {
  const connection = connectionOf(response, maxSilenceMs);
  const answer = new PassageResponse(response, connection, { stream, traceId: turn.traceId });
  const silence = stream ? setInterval(() => void answer.ping().catch(() => {}), pingMs) : undefined;

  /** A promise where the tool has to take in what it is told before more is read. */
  function tell(event: ChatEvent): void | Promise<void> {
    switch (event.type) {
      case 'cache-hit':
        return answer.isHit(event);
      case 'flight-join':
        return answer.isShared();
      case 'passage-hit':
        return answer.replay(event.answer);
      case 'route-choose':
      case 'attempt-start':
        return answer.goesTo(event.model);
      case 'passage-refusal':
        return answer.wasRefused(event);
      case 'passage-bytes':
        silence?.refresh();
        if (event.head !== undefined) answer.head(event.head);
        return answer.bytes(event.bytes, event.failed === true);
      case 'attempt-end':
        return event.error === undefined ? answer.end() : undefined;
      case 'turn-end':
        clearInterval(silence);
        return answer.end();
      case 'turn-error':
        clearInterval(silence);
        return answer.fail(event.error);
      default:
        return undefined;
    }
  }

  /** What happens while the tool takes in what came before. */
  const waiting: ChatEvent[] = [];
  let isBusy = false;
  let isOver = false;
  let leave = () => {};

  function hear(event: ChatEvent): void {
    if (isBusy) return void waiting.push(event);
    try {
      const taken = tell(event);
      if (taken === undefined) return;
      isBusy = true;
      taken.then(goOn, breakOff);
    } catch {
      breakOff();
    }
  }

  function goOn(): void {
    if (isOver) return;
    isBusy = false;
    while (!isBusy) {
      const next = waiting.shift();
      if (next === undefined) return;
      hear(next);
    }
  }

  /** The tool has gone, or the answer makes no sense. */
  function breakOff(): void {
    stop();
    response.destroy();
  }

  function stop(): void {
    isOver = isBusy = true;
    clearInterval(silence);
    leave();
  }

  whenGone(response, () => {
    stop();
    turn.cancel();
  });
  leave = turn.follow(hear);
  if (isOver) leave();
}
