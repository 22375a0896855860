import fs from 'node:fs/promises';
import path from 'node:path';
import { isRunning } from '../connect/is-running.ts';
import { makeFolder } from '../connect/make-folder.ts';

/** What is typed and not yet sent, so that a crash does not lose it. Every chat has a file of its own (0600). */
export interface SavedDrafts {
  /** What chats that have died left behind, oldest first; each is given once, to whoever asks first. Never throws. */
  takeAbandoned(): Promise<readonly string[]>;
  /** The text as it is now; written a moment after the last change. Empty removes the file. */
  keep(text: string): void;
  /** Writes at once what is not written yet. */
  flush(): Promise<void>;
}

export interface SavedDraftsOptions {
  readonly folder: string;
  readonly pid: number;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** When the machine was started, in the same terms: what is older is nobody's, whoever has its pid now. */
  readonly bootedAt: number;
}

/** Milliseconds without a change before a draft is written; longer for a long one. */
const PAUSE_MS = 250;
const LONG_PAUSE_MS = 2_000;
const LONG = 100_000;

interface Draft {
  readonly pid: number;
  readonly savedAt: number;
  readonly text: string;
}

export function createSavedDrafts({ folder, pid, now, bootedAt }: SavedDraftsOptions): SavedDrafts {
  const home = path.join(folder, 'drafts');
  const file = path.join(home, `${pid}.json`);
  let text = '';
  let written = '';
  let timer: NodeJS.Timeout | undefined;
  let writing = Promise.resolve();

  /** One at a time, each with the latest text. A full disk must not stop the typing. */
  function write(): Promise<void> {
    clearTimeout(timer);
    timer = undefined;
    writing = writing.then(async () => {
      if (text === written) return;
      const latest = text;
      try {
        if (latest === '') await fs.rm(file, { force: true });
        else await replaceFile(file, JSON.stringify({ pid, savedAt: now(), text: latest }));
        written = latest;
      } catch {
        // The next change tries again.
      }
    });
    return writing;
  }

  async function replaceFile(name: string, content: string): Promise<void> {
    makeFolder(home);
    await fs.writeFile(`${name}.new`, content, { mode: 0o600 });
    await fs.rename(`${name}.new`, name);
  }

  /** Null where its chat still runs, or somebody else was quicker. */
  async function take(name: string): Promise<Draft | null> {
    const place = path.join(home, name);
    const mine = path.join(home, `${name}.taken-${pid}`);
    try {
      const draft = parseDraft(await fs.readFile(place, 'utf8'));
      if (draft === null) return null;
      if (draft.pid !== pid && draft.savedAt >= bootedAt && isRunning(draft.pid)) return null;
      await fs.rename(place, mine);
      await fs.rm(mine, { force: true });
      return draft;
    } catch {
      return null;
    }
  }

  return {
    async takeAbandoned() {
      const names = await fs.readdir(home).catch(() => []);
      const drafts = await Promise.all(names.filter((name) => /^\d+\.json$/.test(name)).map(take));
      return drafts
        .filter((draft) => draft !== null)
        .toSorted((one, other) => one.savedAt - other.savedAt)
        .map((draft) => draft.text);
    },
    keep(next) {
      if (next === text) return;
      text = next;
      clearTimeout(timer);
      timer = setTimeout(() => void write(), text.length > LONG ? LONG_PAUSE_MS : PAUSE_MS);
      timer.unref();
    },
    flush: write,
  };
}

function parseDraft(text: string): Draft | null {
  const value: unknown = JSON.parse(text);
  if (typeof value !== 'object' || value === null) return null;
  if (!('pid' in value) || !('savedAt' in value) || !('text' in value)) return null;
  const { pid, savedAt, text: typed } = value;
  if (typeof pid !== 'number' || typeof savedAt !== 'number' || typeof typed !== 'string') return null;
  return { pid, savedAt, text: typed };
}
