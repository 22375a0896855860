import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { listFiles } from './list-files.ts';
import { matchFiles } from './match-files.ts';
import { resolvePath, type PathPlace } from './resolve-path.ts';

/** What a mention may become. Answers at once with what is known; what is looked up meanwhile is told by `onChange`. */
export interface FileCompletion {
  find(query: string): readonly string[];
  close(): void;
}

export interface FileCompletionOptions {
  readonly place: PathPlace;
  /** Milliseconds, monotonic. */
  readonly now: () => number;
  readonly onChange: () => void;
}

const MOST_SHOWN = 50;
/** How long a list is believed. Milliseconds. */
const FRESH_MS = 10_000;

interface Known {
  readonly paths: readonly string[];
  readonly at: number;
}

/** Below the working folder any file by some letters of its path; elsewhere (`~/`, `/`, `../`) folder by folder. */
export function createFileCompletion({ place, now, onChange }: FileCompletionOptions): FileCompletion {
  const known = new Map<string, Known>();
  const asking = new Set<string>();
  const closing = new AbortController();

  async function look(key: string, list: () => Promise<readonly string[]>): Promise<void> {
    if (asking.has(key)) return;
    asking.add(key);
    const paths = await list();
    asking.delete(key);
    known.set(key, { paths, at: now() });
    if (!closing.signal.aborted) onChange();
  }

  function pathsOf(key: string, list: () => Promise<readonly string[]>): readonly string[] {
    const found = known.get(key);
    if (found === undefined || now() - found.at > FRESH_MS) void look(key, list);
    return found?.paths ?? [];
  }

  return {
    find(query) {
      const folder = /^(?:~?\/|\.\.?\/)/.test(query) ? query.slice(0, query.lastIndexOf('/') + 1) : null;
      const paths =
        folder === null
          ? pathsOf('', () => listFiles(place.cwd, closing.signal))
          : pathsOf(folder, () => listFolder(folder, place));
      return matchFiles(paths, query, MOST_SHOWN);
    },
    close: () => closing.abort(),
  };
}

/** A folder's entries as they would be typed; folders end with a slash. */
async function listFolder(folder: string, place: PathPlace): Promise<readonly string[]> {
  const entries = await readdir(resolvePath(folder, place), { withFileTypes: true }).catch(() => []);
  return entries
    .filter((entry) => !entry.name.startsWith('.'))
    .map((entry) => path.posix.join(folder, entry.name) + (entry.isDirectory() ? '/' : ''))
    .map((name) => (folder.startsWith('./') ? `./${name}` : name));
}
