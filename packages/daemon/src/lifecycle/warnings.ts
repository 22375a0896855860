import type { Log } from '../log/index.ts';
import type { StoreWarnings } from '../store/index.ts';

/** What the daemon's status warns of. */
export interface Warnings extends StoreWarnings {
  /** What has happened, then what does not work at the moment. */
  list(): readonly string[];
}

/** The log hears the beginning and the end of whatever does not work; what has happened is its teller's to log. */
export function createWarnings(log: Pick<Log, 'warn' | 'info'>): Warnings {
  const told: string[] = [];
  const present = new Map<string, string>();
  return {
    tell: (message) => void told.push(message),
    set(kind, message) {
      const known = present.get(kind);
      if (message === null) {
        if (known === undefined) return;
        present.delete(kind);
        log.info({ kind }, `This is over: ${known}`);
      } else {
        if (known === undefined) log.warn({ kind }, message);
        present.set(kind, message);
      }
    },
    list: () => [...told, ...new Set(present.values())],
  };
}
