import { existsSync } from 'node:fs';

/** A name beside `path` that nothing has yet, with the date: `level.damaged-2026-11-23T16-59-00Z`. */
export function freeName(path: string, now: number, why = 'damaged'): string {
  const date = new Date(now).toISOString().replace(/\.\d+/, '').replaceAll(':', '-');
  const wanted = `${path}.${why}-${date}`;
  let name = wanted;
  for (let count = 2; existsSync(name); count += 1) name = `${wanted}-${count}`;
  return name;
}
