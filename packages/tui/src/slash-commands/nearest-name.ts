/** The name that a mistyped one is nearest to: a shared beginning, or at most two letters apart. Null where none is near. */
export function nearestName(typed: string, names: readonly string[]): string | null {
  const beginning = names.find((name) => typed !== '' && name.startsWith(typed));
  if (beginning !== undefined) return beginning;
  const [best] = names
    .map((name) => ({ name, distance: editDistance(typed, name) }))
    .toSorted((a, b) => a.distance - b.distance);
  return best !== undefined && best.distance <= Math.min(2, Math.floor(best.name.length / 2))
    ? best.name
    : null;
}

/** Letters to add, remove or replace (Levenshtein 1966). */
function editDistance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = (previous[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      row.push(Math.min(replaced, (previous[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1));
    }
    previous = row;
  }
  return previous[b.length] ?? 0;
}
