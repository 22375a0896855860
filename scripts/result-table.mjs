/**
 * A result for people: its plain entries as lines of name and value, its rows as tables with a head.
 * @param {Record<string, unknown>} result
 * @returns {string} whole lines
 */
export function formatResult(result) {
  const entries = Object.entries(result);
  const plain = entries.filter(([, value]) => !isRows(value));
  const tables = entries.flatMap(([name, value]) => (isRows(value) ? [`${name}\n${formatRows(value)}`] : []));
  const summary = align(plain.flatMap(([name, value]) => flatten(name, value)));
  return [summary, ...tables].filter((part) => part !== '').join('\n');
}

/** @param {unknown} value @returns {value is Record<string, unknown>[]} */
function isRows(value) {
  return Array.isArray(value) && value.length > 0 && value.every(isRecord);
}

/** @param {unknown} value @returns {value is Record<string, unknown>} */
function isRecord(value) {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** @param {Record<string, unknown>[]} rows */
function formatRows(rows) {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  return align([columns, ...rows.map((row) => columns.map((column) => formatValue(row[column])))]);
}

/** Nested entries become `outer.inner`. @param {string} name @param {unknown} value @returns {string[][]} */
function flatten(name, value) {
  if (!isRecord(value)) return [[name, formatValue(value)]];
  return Object.entries(value).flatMap(([inner, each]) => flatten(`${name}.${inner}`, each));
}

/** @param {unknown} value */
function formatValue(value) {
  if (value === undefined) return '';
  if (typeof value === 'string') return value;
  if (typeof value !== 'number' || Number.isInteger(value)) return JSON.stringify(value);
  return String(Number(value.toPrecision(4)));
}

/** @param {string[][]} table */
function align(table) {
  const widths = (table[0] ?? []).map((_, column) =>
    Math.max(...table.map((row) => (row[column] ?? '').length)),
  );
  return table
    .map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  '))
    .map((line) => `  ${line.trimEnd()}\n`)
    .join('');
}
