import { performance } from 'node:perf_hooks';
import { isDeepStrictEqual } from 'node:util';
import { compileSchema, repairJson, type CutMember } from '@jackdaw/core';
import type { RepairCase } from './repair-cases.ts';
import { UsageError } from './usage-error.ts';

/**
 * - `right`: the intended value; `wrong`: another one, or one where none can be told
 * - `refused`: no value where none can be told; `missed`: no value though it is repairable
 */
export type RepairOutcome = 'right' | 'wrong' | 'refused' | 'missed';

export interface JudgedRepair {
  readonly id: string;
  readonly kind: string;
  readonly repairable: boolean;
  readonly outcome: RepairOutcome;
  /** The value, or why there is none. */
  readonly said: string;
  /** Without compiling the schema. */
  readonly ms: number;
}

export function judgeRepair(each: RepairCase, cutMember: CutMember): JudgedRepair {
  const { id, kind, text, schema, repairable } = each;
  const check = schema === undefined ? undefined : checkOf(id, schema);
  const start = performance.now();
  const repaired = repairJson(text, check, { cutMember });
  const ms = performance.now() - start;
  if (repaired.kind === 'hopeless') {
    return { id, kind, repairable, outcome: repairable ? 'missed' : 'refused', said: repaired.reason, ms };
  }
  // Where a repairable case does not tell what was meant, any value that the schema accepts is taken for it.
  const told = Object.hasOwn(each, 'expected');
  const right =
    each.disowned !== true && (told ? isDeepStrictEqual(repaired.value, each.expected) : repairable);
  return {
    id,
    kind,
    repairable,
    outcome: right ? 'right' : 'wrong',
    said: JSON.stringify(repaired.value),
    ms,
  };
}

function checkOf(id: string, schema: NonNullable<RepairCase['schema']>) {
  try {
    return compileSchema(schema);
  } catch (error) {
    throw new UsageError(`${id}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

export interface RepairSummary {
  readonly cases: number;
  readonly repairable: number;
  readonly repairedRight: number;
  readonly repairedWrong: number;
  readonly refusedRightly: number;
  readonly refusedThoughRepairable: number;
  /** Of the repairable. */
  readonly repairRate: number;
  readonly msEach: number;
  readonly msMost: number;
  readonly kinds: readonly (Readonly<Record<RepairOutcome, number>> & { readonly kind: string })[];
}

export function summariseRepairs(judged: readonly JudgedRepair[]): RepairSummary {
  const count = (outcome: RepairOutcome, of = judged) => of.filter((each) => each.outcome === outcome).length;
  const repairable = judged.filter((each) => each.repairable);
  const kinds = [...Map.groupBy(judged, ({ kind }) => kind)].map(([kind, of]) => ({
    kind,
    right: count('right', of),
    wrong: count('wrong', of),
    refused: count('refused', of),
    missed: count('missed', of),
  }));
  const times = judged.map(({ ms }) => ms);
  return {
    cases: judged.length,
    repairable: repairable.length,
    repairedRight: count('right'),
    repairedWrong: count('wrong'),
    refusedRightly: count('refused'),
    refusedThoughRepairable: count('missed'),
    repairRate: count('right', repairable) / Math.max(1, repairable.length),
    msEach: times.reduce((sum, ms) => sum + ms, 0) / Math.max(1, times.length),
    msMost: times.reduce((most, ms) => Math.max(most, ms), 0),
    kinds,
  };
}
