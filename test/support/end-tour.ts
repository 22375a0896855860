import { mkdirSync, writeFileSync } from 'node:fs';
import { tourFile } from '../../packages/tui/src/state/tour.ts';

/** A home whose person has had the hints of a first chat. */
export function endTour({ state }: { readonly state: string }): void {
  mkdirSync(state, { recursive: true, mode: 0o700 });
  writeFileSync(tourFile(state), '');
}
