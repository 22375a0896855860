/** Which entries of a list of `count` are shown in `rows` rows so that the chosen one is among them. */
export function visibleWindow(count: number, chosen: number, rows: number): { start: number; end: number } {
  const room = Math.max(0, Math.min(rows, count));
  const start = Math.max(0, Math.min(chosen - Math.floor(room / 2), count - room));
  return { start, end: start + room };
}
