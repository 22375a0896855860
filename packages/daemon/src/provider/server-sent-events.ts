export interface ServerSentEvent {
  /** Null where the stream names none. */
  readonly event: string | null;
  /** Its `data` lines, joined by line feeds; empty where there are none. */
  readonly data: string;
}

/** Any of the three line ends (HTML Standard, 9.2.5). */
const LINE_END = /\r\n|\n|\r/g;

/**
 * The events of a body (HTML Standard, 9.2). What the body ends in the middle of is no event. The time is linear in
 * the bytes, however they are cut into chunks and however long a line is: the SDK's decoder reads a line anew with
 * each chunk, and a server that never ends its line would occupy the daemon for minutes.
 * Throws `SyntaxError` on bytes that are not UTF-8: an answer with holes in its words is not whole.
 */
export async function* serverSentEvents(
  body: AsyncIterable<Uint8Array>,
): AsyncGenerator<ServerSentEvent, void, void> {
  let event: string | null = null;
  let data: string[] = [];
  for await (const line of linesOf(body)) {
    if (line === '') {
      if (event !== null || data.length > 0) yield { event, data: data.join('\n') };
      event = null;
      data = [];
      continue;
    }
    const { name, value } = fieldOf(line);
    if (name === 'event') event = value === '' ? null : value;
    if (name === 'data') data.push(value);
  }
}

/** A comment has the empty name. */
function fieldOf(line: string): { readonly name: string; readonly value: string } {
  const colon = line.indexOf(':');
  if (colon === -1) return { name: line, value: '' };
  return { name: line.slice(0, colon), value: line.slice(line[colon + 1] === ' ' ? colon + 2 : colon + 1) };
}

async function* linesOf(body: AsyncIterable<Uint8Array>): AsyncGenerator<string, void, void> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  /** The beginning of a line whose end has not come. */
  let begun: string[] = [];
  let endedWithReturn = false;
  for await (const chunk of body) {
    let text = decode(decoder, chunk);
    if (text === '') continue;
    if (endedWithReturn && text.startsWith('\n')) text = text.slice(1);
    endedWithReturn = text.endsWith('\r');
    let start = 0;
    for (const { 0: lineEnd, index } of text.matchAll(LINE_END)) {
      yield begun.join('') + text.slice(start, index);
      begun = [];
      start = index + lineEnd.length;
    }
    if (start < text.length) begun.push(text.slice(start));
  }
}

function decode(decoder: TextDecoder, chunk: Uint8Array): string {
  try {
    return decoder.decode(chunk, { stream: true });
  } catch (cause) {
    throw new SyntaxError('The stream is not UTF-8.', { cause });
  }
}
