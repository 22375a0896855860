import type { ServerResponse } from 'node:http';
import type { ChatEvent, Turn } from '@jackdaw/core';
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
  if (connection.gone.aborted) turn.cancel();
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
        return answer.end();
      case 'turn-error':
        return answer.fail(event.error);
      default:
        return undefined;
    }
  }

  const reader = turn.reader(connection.gone);
  try {
    do {
      for (let next = reader.take(); next !== undefined; next = reader.take()) {
        const taken = tell(next.event);
        if (taken !== undefined) await taken;
      }
    } while (await reader.news());
  } catch {
    // The tool has gone; its turn is being cancelled.
    response.destroy();
  } finally {
    reader.close();
    clearInterval(silence);
  }
}
