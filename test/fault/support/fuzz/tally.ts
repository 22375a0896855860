/** How often what was refused with which code; and what was not as it should be. */
export interface Tally {
  count(kind: string, code: string): void;
  /** Something that must not be: told at the end, with the case that brought it about. */
  fail(what: string): void;
  readonly total: number;
  /** Of these, streams that are whole and passed as such. */
  readonly passed: number;
  readonly failures: readonly string[];
  /** Rows for a table. */
  rows(): readonly { readonly what: string; readonly code: string; readonly times: number }[];
}

/** Failures kept in words: the first ones tell enough. */
const TOLD = 20;

/** The code of what was not refused, because it is whole. */
export const WHOLE = 'whole';

export function createTally(): Tally {
  const counts = new Map<string, { what: string; code: string; times: number }>();
  const failures: string[] = [];
  let total = 0;
  return {
    count(what, code) {
      total += 1;
      const key = `${what}\n${code}`;
      const row = counts.get(key) ?? { what, code, times: 0 };
      row.times += 1;
      counts.set(key, row);
    },
    fail(what) {
      if (failures.length < TOLD) failures.push(what.length > 600 ? `${what.slice(0, 600)}…` : what);
    },
    get total() {
      return total;
    },
    get passed() {
      return [...counts.values()].reduce((sum, { code, times }) => (code === WHOLE ? sum + times : sum), 0);
    },
    failures,
    rows: () => [...counts.values()].toSorted((one, other) => one.what.localeCompare(other.what)),
  };
}
