export interface ServerSentEvent {
  /** Null where the stream names none. */
  readonly event: string | null;
  /** Its `data` lines, joined by line feeds; empty where there are none. */
  readonly data: string;
}

/**
 * The events of a body (HTML Standard, 9.2), chunk by chunk. What the body ends in the middle of is no event. The time is
 * linear in the bytes, however they are cut into chunks and however long a line is: the SDK's decoder reads a line anew
 * with each chunk, and a server that never ends its line would occupy the daemon for minutes.
 */
export class EventReader {
  readonly #decoder = new TextDecoder('utf-8', { fatal: true });
  /** The beginning of a line whose end has not come. */
  #begun: string[] = [];
  #endedWithReturn = false;
  #event: string | null = null;
  /** Its `data` lines so far. */
  #data: string | null = null;

  /** The events that end in this chunk. Throws `SyntaxError` on bytes that are not UTF-8: an answer with holes in its words is not whole. */
  take(chunk: Uint8Array): ServerSentEvent[] {
    const events: ServerSentEvent[] = [];
    let text = this.#decode(chunk);
    if (text === '') return events;
    if (this.#endedWithReturn && text.startsWith('\n')) text = text.slice(1);
    this.#endedWithReturn = text.endsWith('\r');
    let start = 0;
    // A line ends with \r\n, \n or \r (HTML Standard, 9.2.5). Each is looked for once, however often the other comes before it.
    let feed = text.indexOf('\n');
    let back = text.indexOf('\r');
    while (feed !== -1 || back !== -1) {
      const end = back !== -1 && (feed === -1 || back < feed) ? back : feed;
      const event = this.#takeLine(this.#wholeLine(text.slice(start, end)));
      if (event !== null) events.push(event);
      start = end === back && feed === back + 1 ? end + 2 : end + 1;
      if (feed !== -1 && feed < start) feed = text.indexOf('\n', start);
      if (back !== -1 && back < start) back = text.indexOf('\r', start);
    }
    if (start < text.length) this.#begun.push(text.slice(start));
    return events;
  }

  /** A line whose last part this is. */
  #wholeLine(last: string): string {
    if (this.#begun.length === 0) return last;
    const line = this.#begun.join('') + last;
    this.#begun = [];
    return line;
  }

  /** The event that ends with this line. */
  #takeLine(line: string): ServerSentEvent | null {
    if (line === '') return this.#takeEvent();
    if (isField(line, 'event')) this.#event = valueOf(line, 'event') || null;
    else if (isField(line, 'data')) {
      const value = valueOf(line, 'data');
      this.#data = this.#data === null ? value : `${this.#data}\n${value}`;
    }
    return null;
  }

  #takeEvent(): ServerSentEvent | null {
    if (this.#event === null && this.#data === null) return null;
    const ended = { event: this.#event, data: this.#data ?? '' };
    this.#event = null;
    this.#data = null;
    return ended;
  }

  #decode(chunk: Uint8Array): string {
    try {
      return this.#decoder.decode(chunk, { stream: true });
    } catch (cause) {
      throw new SyntaxError('The stream is not UTF-8.', { cause });
    }
  }
}

/** See `EventReader`. */
export async function* serverSentEvents(
  body: AsyncIterable<Uint8Array>,
): AsyncGenerator<ServerSentEvent, void, void> {
  const reader = new EventReader();
  for await (const chunk of body) yield* reader.take(chunk);
}

/** A field's name ends at a colon or with its line; a comment has the empty name. */
function isField(line: string, name: string): boolean {
  return line.startsWith(name) && (line.length === name.length || line[name.length] === ':');
}

/** Without one space before it. */
function valueOf(line: string, name: string): string {
  const start = name.length + 1;
  return line.slice(line[start] === ' ' ? start + 1 : start);
}
