/** One event with its place in the turn and the time it happened. */
export interface LoggedEvent<Event> {
  /** From 0, without gaps. */
  readonly seq: number;
  /** Milliseconds of the injected clock's monotonic time. */
  readonly at: number;
  readonly event: Event;
}

/**
 * One producer, many readers: keeps every event, so that any number of readers can come late, leave, and come back.
 * Readers never slow the producer and never take each other's events.
 */
export class EventLog<Event> {
  readonly #entries: LoggedEvent<Event>[] = [];
  readonly #monotonic: () => number;
  #waiting: (() => void)[] = [];
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

  /** All events from number `from` on, those to come included; ends when the log is closed. Rejects with `signal.reason`. */
  async *read(from: number, signal: AbortSignal): AsyncGenerator<LoggedEvent<Event>, void, void> {
    let next = from;
    while (true) {
      signal.throwIfAborted();
      const entry = this.#entries[next];
      if (entry !== undefined) {
        next += 1;
        yield entry;
      } else if (this.#closed) {
        return;
      } else {
        await this.#news(signal);
      }
    }
  }

  #wake(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const resume of waiting) resume();
  }

  /** Resolves with the next event, or when the log is closed. Rejects with `signal.reason`. */
  #news(signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const onAbort = () => {
        this.#waiting = this.#waiting.filter((other) => other !== resume);
        reject(signal.reason);
      };
      const resume = () => {
        signal.removeEventListener('abort', onAbort);
        resolve();
      };
      signal.addEventListener('abort', onAbort, { once: true });
      this.#waiting.push(resume);
    });
  }
}
