/** Paths that fit what was typed, best first: the name's beginning, then its middle, then the path, then letters in order. */
export function matchFiles(paths: readonly string[], query: string, most: number): readonly string[] {
  const wanted = query.toLocaleLowerCase();
  const scored: { readonly path: string; readonly score: number }[] = [];
  for (const path of paths) {
    const score = scoreOf(path.toLocaleLowerCase(), wanted);
    if (score !== null) scored.push({ path, score });
  }
  return scored
    .toSorted(
      (one, other) =>
        one.score - other.score || one.path.length - other.path.length || (one.path < other.path ? -1 : 1),
    )
    .slice(0, most)
    .map(({ path }) => path);
}

/** Lower is better; null where it does not fit. */
function scoreOf(path: string, wanted: string): number | null {
  if (wanted === '') return path.split('/').length;
  const name = path.slice(path.lastIndexOf('/', path.length - 2) + 1);
  if (path === wanted) return 0;
  if (name.startsWith(wanted)) return 1;
  if (path.startsWith(wanted)) return 2;
  if (name.includes(wanted)) return 3;
  if (path.includes(wanted)) return 4;
  return hasInOrder(name, wanted) ? 5 : hasInOrder(path, wanted) ? 6 : null;
}

function hasInOrder(text: string, letters: string): boolean {
  let from = 0;
  for (const letter of letters) {
    const at = text.indexOf(letter, from);
    if (at === -1) return false;
    from = at + letter.length;
  }
  return true;
}
