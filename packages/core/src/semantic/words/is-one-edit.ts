/** Whether two words differ by one letter dropped, added, changed, or swapped with its neighbour, behind the first. */
export function isOneEdit(a: string, b: string): boolean {
  const { was, is, start } = difference(a, b);
  if (start === 0 || (was === '' && is === '')) return false;
  if (was.length + is.length === 1 || (was.length === 1 && is.length === 1)) return true;
  return was.length === 2 && is.length === 2 && was[0] === is[1] && was[1] === is[0];
}

/** What stands between the common beginning and the common end of two words, and how long these are. */
export function difference(
  a: string,
  b: string,
): { readonly was: string; readonly is: string; readonly start: number; readonly end: number } {
  const shorter = Math.min(a.length, b.length);
  let start = 0;
  while (start < shorter && a[start] === b[start]) start += 1;
  let end = 0;
  while (end < shorter - start && a.at(-1 - end) === b.at(-1 - end)) end += 1;
  return { was: a.slice(start, a.length - end), is: b.slice(start, b.length - end), start, end };
}
