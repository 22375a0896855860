import type { JackdawClient } from '@jackdaw/core/client';
import { METHODS, type MethodName, type ParamsOf, type ResultOf } from '@jackdaw/core/protocol';

/**
 * The methods of the protocol whose names begin alike, as functions: `history.get` is `history.get({ id })`. Parameters
 * and results are those of PROTOCOL.md. Methods that take nothing may be called without.
 */
export type MethodGroup<Group extends string> = {
  readonly [Name in MethodName as Name extends `${Group}.${infer Rest}` ? Rest : never]: (
    ...args: Readonly<Record<string, never>> extends ParamsOf<Name>
      ? [params?: ParamsOf<Name>, signal?: AbortSignal]
      : [params: ParamsOf<Name>, signal?: AbortSignal]
  ) => Promise<ResultOf<Name>>;
};

export function methodGroup<Group extends string>(
  group: Group,
  call: JackdawClient['call'],
): MethodGroup<Group> {
  const prefix = `${group}.`;
  const methods = methodNames()
    .filter((name) => name.startsWith(prefix))
    .map((name) => [
      name.slice(prefix.length),
      (params: ParamsOf<typeof name> = {}, signal?: AbortSignal) => call(name, params, signal),
    ]);
  return Object.fromEntries(methods);
}

function methodNames(): readonly MethodName[] {
  return Object.keys(METHODS).filter((name): name is MethodName => Object.hasOwn(METHODS, name));
}
