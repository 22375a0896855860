/** Which files each file imports; names that are no key are outside and end a path. */
export type ImportGraph = ReadonlyMap<string, readonly string[]>;

/** The cycles in a graph of imports, each as the path that leads back to its first file; none is found twice. */
export function findCycles(graph: ImportGraph): readonly (readonly string[])[] {
  const cycles: (readonly string[])[] = [];
  const done = new Set<string>();
  const visit = (file: string, trail: readonly string[]): void => {
    const earlier = trail.indexOf(file);
    if (earlier >= 0) cycles.push([...trail.slice(earlier), file]);
    if (earlier >= 0 || done.has(file)) return;
    for (const imported of graph.get(file) ?? []) visit(imported, [...trail, file]);
    done.add(file);
  };
  for (const file of graph.keys()) visit(file, []);
  return cycles;
}
