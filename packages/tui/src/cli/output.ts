import { jsonText } from '../output/json-text.ts';
import { renderTable, type Column } from '../output/table.ts';
import type { CliContext } from './cli-context.ts';
import { styleFor } from './style-for.ts';
import { write } from './write.ts';

/** The flag of every listing. */
export interface JsonOption {
  readonly json?: boolean;
}

export function printJson(context: CliContext, value: unknown): Promise<void> {
  return write(context.stdout, jsonText(value));
}

/** Lines on stdout. */
export function printLines(context: CliContext, lines: readonly string[]): Promise<void> {
  return write(context.stdout, lines.map((line) => `${line}\n`).join(''));
}

/** A table as wide as the screen, or one line for an empty one. Cells must be free of control characters. */
export function printTable(
  context: CliContext,
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
  whenEmpty: string,
): Promise<void> {
  if (rows.length === 0) return printLines(context, [whenEmpty]);
  const { bold, width } = styleFor(context);
  return write(context.stdout, renderTable(columns, rows, width, bold));
}
