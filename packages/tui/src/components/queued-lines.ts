import { fitText } from '../output/index.ts';
import { neutraliseLine } from '../text/index.ts';
import type { Theme } from '../theme/index.ts';

const MOST = 3;

/** Files that would go with what is being typed. */
export function attachedLines(attached: string | null, width: number, theme: Theme): readonly string[] {
  return attached === null
    ? []
    : [theme.dim(`  ${fitText(`attached: ${neutraliseLine(attached)}`, width - 2)}`)];
}

/** Questions that wait for their turn, one line each. */
export function queuedLines(queued: readonly string[], width: number, theme: Theme): readonly string[] {
  const shown = queued
    .slice(0, MOST)
    .map((text) => theme.dim(fitText(`  next: ${neutraliseLine(text)}`, width)));
  const left = queued.length - shown.length;
  if (queued.length === 0) return [];
  return [
    ...shown,
    theme.dim(fitText(`  ${left > 0 ? `${left} more · ` : ''}Esc takes the last one back`, width)),
  ];
}
