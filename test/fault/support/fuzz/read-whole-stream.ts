/** What a stream says, where it says it from beginning to end. */
export interface WholeStream {
  readonly text: string;
  readonly thinking: string;
  readonly stopReason: string;
  /** What the tools were called with, as JSON, in the order of the alphabet. */
  readonly inputs: readonly string[];
}

/** Stop reasons after which the last block may be open, and a tool's input cut. */
const CUT: readonly unknown[] = ['max_tokens', 'model_context_window_exceeded', 'refusal'];
const PARTS = [
  'message_start',
  'content_block_start',
  'content_block_delta',
  'content_block_stop',
  'message_delta',
  'message_stop',
];

type Event = Readonly<Record<string, any>>;

/**
 * The judge of the product's reader, and written in another way on purpose: all at once, over the list of events, with
 * nothing remembered between them. Null where the stream is not whole, or where an event of it cannot be read.
 */
export function readWholeStream(bytes: Buffer): WholeStream | null {
  const events = partsOf(bytes);
  if (events === null || events[0]?.['type'] !== 'message_start') return null;
  if (events.filter(({ type }) => type === 'message_start').length > 1) return null;
  const stops = events.filter(
    ({ type, delta }) => type === 'message_delta' && isText(delta?.stop_reason) && delta.stop_reason !== '',
  );
  const stopReason = stops.at(-1)?.['delta'].stop_reason;
  if (stopReason === undefined) return null;

  const result = { text: '', thinking: '' };
  const inputs: string[] = [];
  const ofBlocks = events.filter(({ type }) => String(type).startsWith('content_block_'));
  for (const index of new Set(ofBlocks.map((event) => event['index']))) {
    let own = ofBlocks.filter((event) => event['index'] === index);
    while (own.length > 0) {
      const end = own.findIndex(({ type }) => type === 'content_block_stop');
      if (end === -1 && !CUT.includes(stopReason)) return null;
      const one = end === -1 ? own : own.slice(0, end + 1);
      if (!isBlock(one, end !== -1, CUT.includes(stopReason))) return null;
      if (one[0]?.['content_block']?.type === 'tool_use') inputs.push(...inputOf(one));
      own = own.slice(one.length);
    }
  }
  for (const { type, delta, content_block: begun } of ofBlocks) {
    if (type === 'content_block_start' && begun?.type === 'text' && isText(begun.text))
      result.text += begun.text;
    if (type === 'content_block_start' && begun?.type === 'thinking' && isText(begun.thinking))
      result.thinking += begun.thinking;
    if (delta?.type === 'text_delta') result.text += delta.text;
    if (delta?.type === 'thinking_delta') result.thinking += delta.thinking;
  }
  return { ...result, inputs: inputs.toSorted(), stopReason };
}

const isText = (value: unknown): value is string => typeof value === 'string';

function isBlock(events: readonly Event[], ends: boolean, mayBeCut: boolean): boolean {
  const [first, ...rest] = events;
  const deltas = ends ? rest.slice(0, -1) : rest;
  if (
    first?.['type'] !== 'content_block_start' ||
    !isText(first['content_block']?.type) ||
    first['content_block'].type === '' ||
    deltas.some(({ type }) => type !== 'content_block_delta')
  )
    return false;
  const fields: Readonly<Record<string, string>> = {
    text_delta: 'text',
    thinking_delta: 'thinking',
    signature_delta: 'signature',
    input_json_delta: 'partial_json',
  };
  for (const { delta } of deltas) {
    if (!isText(delta?.type) || delta.type === '') return false;
    const field = Object.hasOwn(fields, delta.type) ? fields[delta.type] : undefined;
    if (field !== undefined && !isText(delta[field])) return false;
  }
  const json = jsonOf(deltas);
  if (mayBeCut || first['content_block'].type === 'text') return true;
  if (first['content_block'].type === 'tool_use') return inputOf(events).length === 1;
  return json === '' || parse(json) !== undefined;
}

const jsonOf = (events: readonly Event[]): string =>
  events.map(({ delta }) => (delta?.type === 'input_json_delta' ? delta.partial_json : '')).join('');

/** Nothing where it was cut. */
function inputOf(events: readonly Event[]): string[] {
  const json = jsonOf(events);
  const input = json === '' ? events[0]?.['content_block'].input : parse(json);
  return typeof input === 'object' && input !== null && !Array.isArray(input) ? [JSON.stringify(input)] : [];
}

/** The events of the answer up to its end; null where the end is missing, or one before it cannot be read. */
function partsOf(bytes: Buffer): Event[] | null {
  const parts: Event[] = [];
  let name = '';
  let data: string[] = [];
  // Latin-1 keeps every byte apart, so that each line can be held against UTF-8 by itself.
  for (const raw of bytes
    .toString('latin1')
    .split(/\r\n|\n|\r/)
    .slice(0, -1)) {
    const line = utf8(Buffer.from(raw, 'latin1'));
    if (line === null) return null;
    const [, field = line, value = ''] = /^([^:]*): ?([^]*)$/.exec(line) ?? [];
    if (field === 'event') name = value;
    if (field === 'data') data.push(value);
    if (line !== '') continue;
    const part = partOf(name, data.join('\n'));
    if (part === null) return null;
    if (part !== undefined) parts.push(part);
    if (part?.['type'] === 'message_stop') return parts;
    name = '';
    data = [];
  }
  return null;
}

/** Undefined for what is no part of an answer; null for a part that cannot be read. */
function partOf(name: string, data: string): Event | null | undefined {
  const value = parse(data);
  const type = typeof value === 'object' && value !== null ? (value as Event)['type'] : undefined;
  if (name === 'error' || type === 'error') return null;
  if (PARTS.includes(name) && type !== name) return null;
  if (name === '' && data !== '' && data.trim() !== '[DONE]' && value === undefined) return null;
  if (name === 'ping') return PARTS.includes(type) ? null : undefined;
  if (name !== '' && data !== '' && value === undefined) return null;
  return PARTS.includes(type) ? (value as Event) : undefined;
}

function utf8(bytes: Buffer): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
