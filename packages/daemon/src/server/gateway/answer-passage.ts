import type { ServerResponse } from 'node:http';
import type { Turn } from '@jackdaw/core';
import { connectionOf } from './client-connection.ts';
import { PassageResponse } from './passage-response.ts';

export interface PassageTimes {
  /** Milliseconds of silence after which a stream's reader gets a ping. */
  readonly pingMs: number;
  /** Milliseconds that a reader may take nothing of what is written. */
  readonly maxSilenceMs: number;
}

/** Tells a turn's events as an HTTP response. The turn is cancelled when the tool goes away. Never throws. */
export async function answerPassage(
  turn: Turn,
  stream: boolean,
  response: ServerResponse,
  { pingMs, maxSilenceMs }: PassageTimes,
): Promise<void> {
  const connection = connectionOf(response, maxSilenceMs);
  const answer = new PassageResponse(response, connection, { stream, traceId: turn.traceId });
  connection.gone.addEventListener('abort', () => turn.cancel(), { once: true });
  const silence = stream ? setInterval(() => void answer.ping().catch(() => {}), pingMs) : undefined;
  try {
    for await (const { event } of turn.read(0, connection.gone)) {
      switch (event.type) {
        case 'cache-hit':
          answer.isHit(event);
          break;
        case 'passage-hit':
          await answer.replay(event.answer);
          break;
        case 'route-choose':
        case 'attempt-start':
          answer.goesTo(event.model);
          break;
        case 'passage-refusal':
          answer.wasRefused(event);
          break;
        case 'passage-head':
          answer.head(event.headers);
          break;
        case 'passage-bytes':
          silence?.refresh();
          await answer.bytes(event.bytes, event.failed === true);
          break;
        case 'attempt-end':
          if (event.error === undefined) answer.end();
          break;
        case 'turn-end':
          answer.end();
          break;
        case 'turn-error':
          answer.fail(event.error);
          break;
        default:
      }
    }
  } catch {
    // The tool has gone; its turn is being cancelled.
    response.destroy();
  } finally {
    clearInterval(silence);
  }
}
