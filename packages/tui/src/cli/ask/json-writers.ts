import type { TurnResult } from '@jackdaw/core/protocol';
import { jsonLine } from '../../output/json-text.ts';
import type { CliContext } from '../cli-context.ts';
import { write } from '../write.ts';
import type { AskFailure, AskWriter } from './ask-writer.ts';

/** `--json`: one object at the end. */
export function createJsonWriter({ stdout }: CliContext): AskWriter {
  return {
    event: async () => {},
    result: (result) => write(stdout, jsonLine(resultObject(result))),
    failure: (failure) => write(stdout, jsonLine(failureObject(failure))),
  };
}

/** `--stream-json`: every event as a line; a failure before the turn began has the shape of one. */
export function createStreamJsonWriter({ stdout }: CliContext): AskWriter {
  let ended = false;
  return {
    event(event) {
      ended ||= event.type === 'turn-end' || event.type === 'turn-error';
      return write(stdout, jsonLine(event));
    },
    result: async () => {},
    failure: async (failure) => {
      if (!ended) await write(stdout, jsonLine({ type: 'turn-error', ...failureObject(failure) }));
    },
  };
}

/** The fields in the order of the documentation. */
export function resultObject(result: TurnResult): Readonly<Record<string, unknown>> {
  const {
    text,
    data,
    model,
    cache,
    usage,
    costUsd,
    savedUsd,
    routingSavedUsd,
    latencyMs,
    ttftMs,
    traceId,
    conversationId,
    stopReason,
    ...more
  } = result;
  const rest = {
    model,
    cache,
    usage,
    costUsd,
    savedUsd,
    routingSavedUsd,
    latencyMs,
    ttftMs,
    traceId,
    conversationId,
    stopReason,
    ...more,
  };
  return data === undefined ? { text, ...rest } : { text, data, ...rest };
}

export function failureObject({ error, traceId, text }: AskFailure) {
  const { code, message, retryable, retryAfterMs } = error;
  return {
    error: {
      code,
      message,
      retryable,
      ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
      ...(traceId === undefined ? {} : { traceId }),
    },
    ...(text === '' ? {} : { text }),
  };
}
