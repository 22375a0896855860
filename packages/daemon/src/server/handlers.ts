import type { METHODS, MethodName, ResultOf } from '@jackdaw/core/protocol';
import type { z } from 'zod';

/** Methods that are about the connection, a turn or the daemon itself: the session answers them. */
export type SessionMethod =
  | 'hello'
  | 'turn.start'
  | 'turn.estimate'
  | 'turn.attach'
  | 'turn.detach'
  | 'turn.cancel'
  | 'history.compact'
  | 'ask'
  | 'metrics.subscribe'
  | 'status'
  | 'shutdown';

export type ServiceMethod = Exclude<MethodName, SessionMethod>;

/** Parameters as a handler gets them: checked. */
export type CheckedParams<M extends MethodName> = z.output<(typeof METHODS)[M]['params']>;

/** Every method that asks one question and gets one answer. A handler throws a `JackdawError`. */
export type Handlers = {
  readonly [M in ServiceMethod]: (params: CheckedParams<M>) => Promise<ResultOf<M>>;
};
