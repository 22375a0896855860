import {
  cacheKey,
  createExactCache,
  createMemoryStore,
  prefixRange,
  type ExactCacheOptions,
  type Passage,
} from '@jackdaw/core';
import { expect } from 'vitest';
import { answerOf, requestOf } from '../../../contract/cache/answer-samples.ts';
import { createFaultyStore } from '../../../contract/store/faulty-store.ts';
import { createFakeClock } from '../../../support/fake-clock.ts';
import { eventually } from '../../../support/eventually.ts';

export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;
const signal = new AbortController().signal;

/** The same sequence every time, spread evenly enough over 0 to 1. */
function steps(): () => number {
  let last = 0;
  return () => (last = (last + 0.618_033_988_75) % 1);
}

export function setUp(changes: Partial<ExactCacheOptions> = {}) {
  const store = createFaultyStore(createMemoryStore());
  const clock = createFakeClock();
  const options = { store, clock, random: steps(), ttlMs: DAY, maxBytes: 1 << 20, ...changes };
  const open = (changes: Partial<ExactCacheOptions> = {}) => createExactCache({ ...options, ...changes });
  return { store, clock, open, cache: open() };
}
export type Cache = ReturnType<typeof setUp>['cache'];

const PASSAGE: Passage = {
  body: {},
  text: '{}',
  headers: {},
  keyHeader: null,
  hops: 0,
  stream: false,
};

export const keyOf = (question: string) => cacheKey(requestOf(question), 'v1');
export const find = (cache: Cache, question: string) =>
  cache.find(keyOf(question), requestOf(question), signal);
export const save = (cache: Cache, question: string, answer = answerOf(`answer to ${question}`)) =>
  cache.save(keyOf(question), requestOf(question), answer);
/** The same question, asked by a tool: its answer is written with what else gathers. */
export const savePassage = (cache: Cache, question: string, answer = answerOf(`answer to ${question}`)) =>
  cache.save(keyOf(question), { ...requestOf(question), passage: PASSAGE }, answer);
export const counted = (cache: Cache) => eventually(() => expect(cache.stats().counting).toBe(false));

export async function recordsOf({ store }: ReturnType<typeof setUp>) {
  const records: { readonly bytes: number; readonly hits: number }[] = [];
  for await (const { value } of store.scan(prefixRange('exact/')))
    records.push(value as (typeof records)[number]);
  return records;
}
export async function sizeInStore(parts: ReturnType<typeof setUp>) {
  const records = await recordsOf(parts);
  return { entries: records.length, bytes: records.reduce((sum, { bytes }) => sum + bytes, 0) };
}
