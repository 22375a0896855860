import { JackdawError, METHODS, type MethodName } from '@jackdaw/core/protocol';
import { describeIssues } from './describe-issues.ts';
import type { CheckedParams } from './handlers.ts';

/** The parameters of one call, checked. Throws `invalid_request` that names the place and what is expected there. */
export function parseParams<M extends MethodName>(method: M, params: unknown): CheckedParams<M> {
  const checked = METHODS[method].params.safeParse(params ?? {});
  if (!checked.success) {
    throw new JackdawError('invalid_request', `${method}: ${describeIssues(checked.error)}.`);
  }
  return checked.data as CheckedParams<M>;
}
