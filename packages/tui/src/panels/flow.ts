import stringWidth from 'string-width';
import { fitText } from '../output/index.ts';
import { neutraliseLine } from '../text/index.ts';

/** Parts side by side as far as a line goes; the others below. One that is wider than a line is cut. */
export function flow(parts: readonly string[], width: number): readonly string[] {
  const lines: string[] = [];
  for (const part of parts.map(neutraliseLine)) {
    const line = lines.at(-1);
    const longer = `${line} · ${part}`;
    if (line !== undefined && stringWidth(longer) <= width) lines[lines.length - 1] = longer;
    else lines.push(fitText(part, width));
  }
  return lines;
}
