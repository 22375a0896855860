import { hasLongNumber } from '@jackdaw/core';

type Fields = Readonly<Record<string, unknown>>;

/** What whoever did not pay for an answer is billed. */
const NO_USAGE = {
  input_tokens: 0,
  cache_creation_input_tokens: 0,
  cache_read_input_tokens: 0,
  output_tokens: 0,
};

/** Usage that bills nothing: counts by kind that a server may have added are nothing either. */
export function unbilledUsage(usage: unknown): Fields {
  const counts = { ...objectOf(usage), ...NO_USAGE };
  return Object.fromEntries(Object.entries(counts).map(([name, value]) => [name, withoutCount(value)]));
}

/** A message, or an event of one, that bills nothing. As it came where telling it again might lose a part of it. */
export function unbilledJson(json: string): string {
  if (!json.includes('"usage"') || hasLongNumber(json)) return json;
  const told = objectOf(parse(json));
  const { message, usage } = told;
  if (told['type'] === 'message_start') {
    const { usage: inside } = objectOf(message);
    return JSON.stringify({ ...told, message: { ...objectOf(message), usage: unbilledUsage(inside) } });
  }
  if (told['type'] !== 'message_delta' && told['type'] !== 'message') return json;
  // A delta names only the counts that it brings up to date.
  const names = Object.entries(objectOf(usage)).map(([name, value]) => [name, withoutCount(value)]);
  return JSON.stringify({ ...told, usage: Object.fromEntries(names) });
}

/** The bytes of a stream with its usage taken out: event by event, since one may come in pieces. */
export class UnbilledEvents {
  readonly #decoder = new TextDecoder();
  #begun = '';

  /** The events that end in these bytes. */
  take(bytes: Uint8Array): string {
    const text = this.#begun + this.#decoder.decode(bytes, { stream: true });
    const end = endOfEvents(text);
    this.#begun = text.slice(end);
    return text
      .slice(0, end)
      .replaceAll(DATA_LINE, (_, name: string, data: string) => name + unbilledJson(data));
  }

  /** What the stream ended in the midst of. */
  rest(): string {
    return this.#begun + this.#decoder.decode();
  }
}

const DATA_LINE = /^(data: ?)(.*)$/gm;

/** Behind the last blank line. */
function endOfEvents(text: string): number {
  let end = 0;
  for (const { 0: blank, index } of text.matchAll(/\r\n\r\n|\n\n|\r\r/g)) end = index + blank.length;
  return end;
}

function withoutCount(value: unknown): unknown {
  if (typeof value === 'number') return 0;
  return typeof value === 'object' ? null : value;
}

function objectOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}
