import { JackdawError, type WireError } from '@jackdaw/core/protocol';

/** The end of a turn that failed, on its way to the caller of `ask`. */
export class TurnFailure extends Error {
  override readonly name = 'TurnFailure';
  readonly error: JackdawError;
  readonly traceId: string;

  constructor({ code, message, retryable, retryAfterMs, requestId }: WireError, traceId: string) {
    super(message);
    this.error = new JackdawError(code, message, {
      retryable,
      ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
      ...(requestId === undefined ? {} : { requestId }),
    });
    this.traceId = traceId;
  }
}
