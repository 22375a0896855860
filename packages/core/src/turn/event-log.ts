/** One event with its place in the turn and the time it happened. */
export interface LoggedEvent<Event> {
  /** From 0, without gaps. */
  readonly seq: number;
  /** Milliseconds of the injected clock's monotonic time. */
  readonly at: number;
  readonly event: Event;
}

export interface LogWatch {
  onEnter(): void;
  onLeave(): void;
}

export interface LogReader<Event> {
  /** The next event, where it is here. */
  take(): LoggedEvent<Event> | undefined;
  /** True as soon as there is another, false when none will come. Rejects with `signal.reason`. */
  news(): Promise<boolean>;
  /** To be called when nothing more is read. */
  close(): void;
}

/**
 * One producer, many readers: keeps every event, so that any number of readers can come late, leave, and come back.
 * Readers never slow the producer and never take each other's events.
 */
export class EventLog<Event> {
  readonly #entries: LoggedEvent<Event>[] = [];
  readonly #monotonic: () => number;
  readonly #readers = new Set<() => void>();
  #closed = false;

  constructor(monotonic: () => number) {
    this.#monotonic = monotonic;
  }

  get entries(): readonly LoggedEvent<Event>[] {
    return this.#entries;
  }

  get closed(): boolean {
    return this.#closed;
  }

  append(event: Event): void {
    if (this.#closed) throw new Error('The event log is closed: a turn has exactly one last event.');
    this.#entries.push({ seq: this.#entries.length, at: this.#monotonic(), event });
    this.#wake();
  }

  close(): void {
    this.#closed = true;
    this.#wake();
  }

  /**
   * All events from number `from` on, those to come included; ends when the log is closed. Rejects with `signal.reason`.
   * `watch` is told when somebody begins to read, and when they leave or are through.
   */
  async *read(
    from: number,
    signal: AbortSignal,
    watch?: LogWatch,
  ): AsyncGenerator<LoggedEvent<Event>, void, void> {
    const reader = this.reader(from, signal, watch);
    try {
      do {
        for (let entry = reader.take(); entry !== undefined; entry = reader.take()) {
          signal.throwIfAborted();
          yield entry;
        }
      } while (await reader.news());
    } finally {
      reader.close();
    }
  }

  /** The same by hand, and for less: for who takes many events that come together. */
  reader(from: number, signal: AbortSignal, watch?: LogWatch): LogReader<Event> {
    watch?.onEnter();
    let next = from;
    let resume = () => {};
    const wake = () => resume();
    // Once for all that is read: to listen and stop listening for each event costs more than the rest of it.
    this.#readers.add(wake);
    signal.addEventListener('abort', wake);
    return {
      take: () => {
        const entry = this.#entries[next];
        if (entry !== undefined) next += 1;
        return entry;
      },
      news: async () => {
        signal.throwIfAborted();
        while (next >= this.#entries.length) {
          if (this.#closed) return false;
          await new Promise<void>((resolve) => {
            resume = resolve;
          });
          signal.throwIfAborted();
        }
        return true;
      },
      close: () => {
        this.#readers.delete(wake);
        signal.removeEventListener('abort', wake);
        watch?.onLeave();
      },
    };
  }

  #wake(): void {
    for (const wake of this.#readers) wake();
  }
}
