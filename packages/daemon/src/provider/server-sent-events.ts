export interface ServerSentEvent {
  /** Null where the stream names none. */
  readonly event: string | null;
  /** Its `data` lines, joined by line feeds; empty where there are none. */
  readonly data: string;
}

/** Any of the three line ends (HTML Standard, 9.2.5). */
const LINE_END = /\r\n|\n|\r/g;

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
  #data: string[] = [];

  /** The events that end in this chunk. Throws `SyntaxError` on bytes that are not UTF-8: an answer with holes in its words is not whole. */
  take(chunk: Uint8Array): ServerSentEvent[] {
    const events: ServerSentEvent[] = [];
    let text = this.#decode(chunk);
    if (text === '') return events;
    if (this.#endedWithReturn && text.startsWith('\n')) text = text.slice(1);
    this.#endedWithReturn = text.endsWith('\r');
    let start = 0;
    for (const { 0: lineEnd, index } of text.matchAll(LINE_END)) {
      const event = this.#takeLine(this.#begun.join('') + text.slice(start, index));
      if (event !== null) events.push(event);
      this.#begun = [];
      start = index + lineEnd.length;
    }
    if (start < text.length) this.#begun.push(text.slice(start));
    return events;
  }

  /** The event that ends with this line. */
  #takeLine(line: string): ServerSentEvent | null {
    if (line === '') {
      const ended = { event: this.#event, data: this.#data.join('\n') };
      const isEvent = this.#event !== null || this.#data.length > 0;
      this.#event = null;
      this.#data = [];
      return isEvent ? ended : null;
    }
    const { name, value } = fieldOf(line);
    if (name === 'event') this.#event = value === '' ? null : value;
    if (name === 'data') this.#data.push(value);
    return null;
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

/** A comment has the empty name. */
function fieldOf(line: string): { readonly name: string; readonly value: string } {
  const colon = line.indexOf(':');
  if (colon === -1) return { name: line, value: '' };
  return { name: line.slice(0, colon), value: line.slice(line[colon + 1] === ' ' ? colon + 2 : colon + 1) };
}
