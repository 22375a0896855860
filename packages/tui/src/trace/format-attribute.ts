import type { Span } from '@jackdaw/core/protocol';

/** Milliseconds are measured to more places than anybody reads; likeness and dollars are small, and need theirs. */
export function formatAttribute(value: Span['attributes'][string]): string {
  if (typeof value !== 'number' || Number.isInteger(value)) return String(value);
  return Math.abs(value) >= 10 ? String(Math.round(value)) : String(Number(value.toPrecision(4)));
}
