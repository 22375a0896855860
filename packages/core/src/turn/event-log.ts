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
    this.#readers.clear();
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
    watch?.onEnter();
    let next = from;
    let resume = () => {};
    const wake = () => resume();
    // Once for all that is read: to listen and stop listening for each event costs more than the rest of it.
    this.#readers.add(wake);
    signal.addEventListener('abort', wake);
    try {
      while (true) {
        signal.throwIfAborted();
        const entry = this.#entries[next];
        if (entry !== undefined) {
          next += 1;
          yield entry;
        } else if (this.#closed) {
          return;
        } else {
          await new Promise<void>((resolve) => {
            resume = resolve;
          });
        }
      }
    } finally {
      this.#readers.delete(wake);
      signal.removeEventListener('abort', wake);
      watch?.onLeave();
    }
  }

  /**
   * Hands over all events, from the first one on, each in the moment it is there. The function returned ends that. `hear`
   * must not throw: who appends would be thrown at.
   */
  follow(hear: (event: Event) => void): () => void {
    let next = 0;
    const wake = () => {
      for (let entry = this.#entries[next]; entry !== undefined; entry = this.#entries[next]) {
        next += 1;
        hear(entry.event);
      }
    };
    wake();
    if (!this.#closed) this.#readers.add(wake);
    return () => void this.#readers.delete(wake);
  }

  #wake(): void {
    for (const wake of this.#readers) wake();
  }
}
