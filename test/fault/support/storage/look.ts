import type { JsonValue } from '@jackdaw/core';
import { openLevelStore } from '../../../../packages/daemon/src/store/index.ts';
import type { Written } from './written.ts';

export interface Found {
  readonly openMs: number;
  /** Keys whose latest value is gone: absent, or an older one. */
  readonly lost: readonly string[];
  /** Whether the store said that something is lost or damaged. */
  readonly told: boolean;
  /** Promises that are broken. */
  readonly broken: readonly string[];
}

/** Longer than any repair of so small a store. Milliseconds. */
const OPEN_MS = 10_000;

/**
 * Opens the store after trouble and compares it with what was written. `kept` is the last batch that must be there or be
 * told as lost; `mayLose` whether there may be loss that is told.
 */
export async function look(folder: string, written: Written, kept: number, mayLose: boolean): Promise<Found> {
  const broken: string[] = [];
  const warnings: string[] = [];
  const began = performance.now();
  const opening = openLevelStore({
    folder,
    warnings: {
      tell: (message) => warnings.push(message),
      set: (_, message) => void (message === null ? undefined : warnings.push(message)),
    },
  });
  const store = await opening.catch((error: unknown) => String(error));
  const openMs = performance.now() - began;
  if (typeof store === 'string') return { openMs, lost: [], told: false, broken: [`did not open: ${store}`] };
  if (openMs > OPEN_MS) broken.push(`opening took ${openMs} ms`);
  const lost: string[] = [];
  const differing: string[] = [];
  try {
    const scanned = new Map<string, JsonValue>();
    for await (const { key, value } of store.scan({ from: '', to: '\u{10ffff}' })) scanned.set(key, value);
    for (const key of scanned.keys()) if (!written.values.has(key)) broken.push(`${key} was never written`);
    for (const [key, versions] of written.values) {
      const value = (await store.get(key)) ?? null;
      const seen = scanned.get(key) ?? null;
      // A damaged table may hide a key from the one and not from the other; but then that is told.
      if (seen !== value) differing.push(key);
      if (!versions.some((version) => version.value === seen) && seen !== null) {
        broken.push(`${key} holds in a scan what was never written`);
      }
      const held = versions.findLast((version) => version.value === value);
      if (held === undefined && value !== null) broken.push(`${key} holds what was never written`);
      const due = versions.findLast(({ batch }) => batch <= kept);
      if (due !== undefined && (held === undefined || held.batch < due.batch)) lost.push(key);
    }
    // It works on: what is written now is there at the next start.
    await store.write([{ type: 'put', key: 'after', value: 'the trouble' }]);
  } finally {
    await store.close();
  }
  const told = warnings.length > 0;
  if (differing.length > 0 && !told) broken.push(`different in a scan: ${differing.join(', ')}`);
  if (lost.length > 0 && !(mayLose && told)) {
    broken.push(`${told ? 'lost' : 'lost without a word'}: ${lost.join(', ')}`);
  }
  const again = await openLevelStore({ folder });
  if ((await again.get('after')) !== 'the trouble') broken.push('what was written afterwards is gone');
  await again.close();
  return { openMs, lost, told, broken };
}
