import { ERROR_CODES, isErrorCode, JackdawError } from '../errors/index.ts';
import type { ErrorObject } from './frames.ts';

/** A failure as the wire carries it. */
export function toErrorObject(error: JackdawError, traceId?: string): ErrorObject {
  return {
    code: ERROR_CODES[error.code].rpcCode,
    message: error.message,
    data: {
      code: error.code,
      retryable: error.retryable,
      ...(error.retryAfterMs === undefined ? {} : { retryAfterMs: error.retryAfterMs }),
      ...(traceId === undefined ? {} : { traceId }),
    },
  };
}

/** The same failure on the other side. A code from a newer daemon is kept in the message. */
export function fromErrorObject(object: ErrorObject): JackdawError {
  const code = object.data?.code ?? 'internal';
  const known = isErrorCode(code);
  return new JackdawError(known ? code : 'internal', known ? object.message : `${object.message} (${code})`, {
    ...(object.data === undefined ? {} : { retryable: object.data.retryable }),
    ...(object.data?.retryAfterMs === undefined ? {} : { retryAfterMs: object.data.retryAfterMs }),
  });
}
