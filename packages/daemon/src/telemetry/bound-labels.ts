/** What takes the place of a name beyond the bound. */
export const OTHER = 'other';

/**
 * Keeps the number of different labels bounded: names that are known always stay, of others the first `most`. Callers can
 * make up models; each would be a series of its own for ever. A name keeps its label, so that counters only grow.
 */
export function boundLabels(known: ReadonlySet<string>, most: number): (name: string) => string {
  const taken = new Set<string>();
  return (name) => {
    if (known.has(name) || taken.has(name)) return name;
    if (taken.size >= most) return OTHER;
    taken.add(name);
    return name;
  };
}
