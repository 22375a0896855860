import { analyse } from '@jackdaw/core';
import { expect, it } from 'vitest';
import type { Guard } from '../../../../../packages/core/src/semantic/guards/guard.ts';

export interface GuardTable {
  /** Pairs, and the reason that the guard gives. */
  readonly refused: readonly (readonly [string, string, string])[];
  readonly passed: readonly (readonly [string, string])[];
}

/** Holds a guard to its table, from both sides: what refuses a and b refuses b and a. */
export function holdGuard(guard: Guard, { refused, passed }: GuardTable): void {
  it.each(refused)('refuses %j / %j', (a, b, reason) => {
    expect(guard(analyse(a), analyse(b))).toBe(reason);
    expect(guard(analyse(b), analyse(a))).not.toBeNull();
  });
  it.each(passed)('passes %j / %j', (a, b) => {
    expect(guard(analyse(a), analyse(b))).toBeNull();
    expect(guard(analyse(b), analyse(a))).toBeNull();
  });
}
