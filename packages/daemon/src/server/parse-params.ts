import { JackdawError, METHODS, type MethodName } from '@jackdaw/core/protocol';
import type { z } from 'zod';
import { describeIssues } from './describe-issues.ts';
import type { CheckedParams } from './handlers.ts';

/** The table of methods, read so that a method's name leads to the type of its parameters. */
const schemas: { readonly [M in MethodName]: { readonly params: z.ZodType<CheckedParams<M>> } } = METHODS;

/** The parameters of one call, checked. Throws `invalid_request` that names the place and what is expected there. */
export function parseParams<M extends MethodName>(method: M, params: unknown): CheckedParams<M> {
  const checked = schemas[method].params.safeParse(params ?? {});
  if (checked.success) return checked.data;
  throw new JackdawError('invalid_request', `${method}: ${describeIssues(checked.error)}.`);
}
