import type { JournalEntry, JournalFilter } from './journal.ts';
import type { LedgerReport } from './ledger.ts';
import type { Limits, ScriptItem, Step } from './scenario.ts';
import type { SimulatorClock } from './simulator-clock.ts';

export interface SimulatorOptions {
  /** Port of the Messages API on 127.0.0.1. Default: 0, any free one. */
  readonly port?: number;
  /** Port of the control over HTTP; `false` for none. Default: 0, any free one. */
  readonly adminPort?: number | false;
  /** Makes ids, timings and chunk sizes repeatable. Default: 1. */
  readonly seed?: string | number;
  /** Refuses what upstream refuses: no key, no version, wrong or unknown fields, unknown models. Default: not in the demo. */
  readonly strict?: boolean;
  /** Answers for people, at a natural pace; magic words in a prompt choose scenarios. Default: false. */
  readonly demo?: boolean;
  /** The keys that are accepted. Default: any that is not empty. */
  readonly apiKeys?: readonly string[];
  readonly clock?: SimulatorClock;
  /** Token buckets for each key and model; `false` for none and no headers. Default: too high to be noticed. */
  readonly limits?: Limits | false;
  /** Parts that every step has unless it says otherwise, such as a timing. */
  readonly defaultStep?: Step;
  /** Longest request body in bytes; a longer one is a 413. Default: 32 MiB. */
  readonly maxBodyBytes?: number;
}

/** What can be asked of a running simulator, in process or over the admin port. */
export interface SimulatorControl {
  /** The base URL for clients, without a trailing slash. */
  readonly url: string;
  readonly clock: SimulatorClock;
  /**
   * Sets the queue of a key, or with `'*'` of every key that has none of its own. Each `POST /v1/messages` with a
   * valid key takes one step; a queue without steps left answers 500 with code `simulator_script_exhausted`.
   * Throws an `Error` for an unknown scenario.
   */
  readonly script: (apiKey: string, items: readonly ScriptItem[]) => void;
  /** All requests so far, oldest first, as copies. */
  readonly journal: (filter?: JournalFilter) => readonly JournalEntry[];
  /** What was billed so far, by the rule in `ledger.ts`. */
  readonly ledger: () => LedgerReport;
  /** Forgets scripts, journal, ledger, prompt cache and buckets, and starts the ids anew. */
  readonly reset: () => void;
  /** Closes the port and every connection: clients see ECONNREFUSED until `accept`. */
  readonly refuse: () => Promise<void>;
  /** Listens again on the same port. */
  readonly accept: () => Promise<void>;
}

export interface Simulator extends SimulatorControl {
  /** The URL of the admin port, or `null` without one. */
  readonly adminUrl: string | null;
  /** Cuts every connection and closes both ports. */
  readonly close: () => Promise<void>;
}
