import type { LedgerRow } from '@jackdaw/core/protocol';

/** What a spreadsheet takes for a formula where a cell begins with it (OWASP: CSV injection). */
const FORMULA = /^[=+\-@\t\r\n\uFF0B\uFF0D\uFF1D\uFF20]/;
const NEEDS_QUOTES = /[",\r\n]|^\s|\s$/;

/**
 * One line of CSV (RFC 4180), without its end. A text that a spreadsheet would run as a formula gets an apostrophe before
 * it; numbers stay numbers.
 */
export function csvLine(cells: readonly LedgerRow[string][]): string {
  return cells.map(csvCell).join(',');
}

function csvCell(value: LedgerRow[string]): string {
  if (value === null) return '';
  if (typeof value !== 'string') return String(value);
  const text = FORMULA.test(value) ? `'${value}` : value;
  return NEEDS_QUOTES.test(text) || text !== value ? `"${text.replaceAll('"', '""')}"` : text;
}
