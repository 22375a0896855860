import { sseLines } from './sse-lines.ts';

/** What a stream says, where it says it from beginning to end. */
export interface WholeStream {
  readonly text: string;
  readonly thinking: string;
  readonly stopReason: string;
  /** What the tools were called with, as JSON, in the order of the alphabet. */
  readonly inputs: readonly string[];
}

/** Stop reasons after which the last block may be open, and a tool's input cut. */
const CUT: readonly string[] = ['max_tokens', 'model_context_window_exceeded', 'refusal'];
const PARTS: readonly unknown[] = [
  'message_start',
  'content_block_start',
  'content_block_delta',
  'content_block_stop',
  'message_delta',
  'message_stop',
];
/** The field in which a delta of each kind has its text. */
const TEXT_FIELDS = new Map<unknown, string>([
  ['text_delta', 'text'],
  ['thinking_delta', 'thinking'],
  ['signature_delta', 'signature'],
  ['input_json_delta', 'partial_json'],
]);

/** A value on a path into parsed JSON; undefined where there is none. */
function at(value: unknown, ...path: readonly string[]): unknown {
  const [name, ...rest] = path;
  if (name === undefined) return value;
  return typeof value === 'object' && value !== null ? at(Reflect.get(value, name), ...rest) : undefined;
}

const isText = (value: unknown): value is string => typeof value === 'string';
const textAt = (value: unknown, ...path: readonly string[]): string => {
  const found = at(value, ...path);
  return isText(found) ? found : '';
};
const typeOf = (event: unknown): unknown => at(event, 'type');

/**
 * The judge of the product's reader, and written in another way on purpose: all at once, over the list of events, with
 * nothing remembered between them. Null where the stream is not whole, or where an event of it cannot be read.
 */
export function readWholeStream(bytes: Buffer): WholeStream | null {
  const events = partsOf(bytes);
  if (events === null || typeOf(events[0]) !== 'message_start') return null;
  if (events.filter((event) => typeOf(event) === 'message_start').length > 1) return null;
  const stopReason = events.map((event) => stopOf(event)).findLast((reason) => reason !== '');
  if (stopReason === undefined) return null;
  const mayBeCut = CUT.includes(stopReason);

  const inputs: string[] = [];
  const ofBlocks = events.filter((event) => textAt(event, 'type').startsWith('content_block_'));
  for (const index of new Set(ofBlocks.map((event) => at(event, 'index')))) {
    let own = ofBlocks.filter((event) => at(event, 'index') === index);
    while (own.length > 0) {
      const end = own.findIndex((event) => typeOf(event) === 'content_block_stop');
      if (end === -1 && !mayBeCut) return null;
      const block = end === -1 ? own : own.slice(0, end + 1);
      if (!isBlock(block, end !== -1, mayBeCut)) return null;
      if (at(block[0], 'content_block', 'type') === 'tool_use') inputs.push(...inputOf(block));
      own = own.slice(block.length);
    }
  }
  return {
    text: said(ofBlocks, 'text', 'text_delta'),
    thinking: said(ofBlocks, 'thinking', 'thinking_delta'),
    inputs: inputs.toSorted(),
    stopReason,
  };
}

const stopOf = (event: unknown): string =>
  typeOf(event) === 'message_delta' ? textAt(event, 'delta', 'stop_reason') : '';

/** All that blocks and deltas of one kind say, in order. */
function said(events: readonly unknown[], kind: string, deltaKind: string): string {
  const parts = events.map((event) => {
    if (at(event, 'delta', 'type') === deltaKind) return textAt(event, 'delta', kind);
    const begins = typeOf(event) === 'content_block_start' && at(event, 'content_block', 'type') === kind;
    return begins ? textAt(event, 'content_block', kind) : '';
  });
  return parts.join('');
}

function isBlock(events: readonly unknown[], ends: boolean, mayBeCut: boolean): boolean {
  const [first, ...rest] = events;
  const deltas = ends ? rest.slice(0, -1) : rest;
  const kind = textAt(first, 'content_block', 'type');
  if (typeOf(first) !== 'content_block_start' || kind === '') return false;
  for (const delta of deltas) {
    if (typeOf(delta) !== 'content_block_delta' || textAt(delta, 'delta', 'type') === '') return false;
    const field = TEXT_FIELDS.get(at(delta, 'delta', 'type'));
    if (field !== undefined && !isText(at(delta, 'delta', field))) return false;
  }
  if (mayBeCut || kind === 'text') return true;
  if (kind === 'tool_use') return inputOf(events).length === 1;
  return jsonOf(events) === '' || parse(jsonOf(events)) !== undefined;
}

const jsonOf = (events: readonly unknown[]): string =>
  events
    .map((event) =>
      at(event, 'delta', 'type') === 'input_json_delta' ? textAt(event, 'delta', 'partial_json') : '',
    )
    .join('');

/** Nothing where it was cut, or is no object. */
function inputOf(events: readonly unknown[]): string[] {
  const json = jsonOf(events);
  const input = json === '' ? at(events[0], 'content_block', 'input') : parse(json);
  return typeof input === 'object' && input !== null && !Array.isArray(input) ? [JSON.stringify(input)] : [];
}

/** The events of the answer up to its end; null where the end is missing, or one before it cannot be read. */
function partsOf(bytes: Buffer): unknown[] | null {
  const parts: unknown[] = [];
  let name = '';
  let data: string[] = [];
  for (const line of sseLines(bytes)) {
    if (line === null) return null;
    const [, field = line, value = ''] = /^([^:]*): ?([^]*)$/.exec(line) ?? [];
    if (field === 'event') name = value;
    if (field === 'data') data.push(value);
    if (line !== '') continue;
    const part = partOf(name, data.join('\n'));
    if (part === null) return null;
    if (part !== undefined) parts.push(part);
    if (typeOf(part) === 'message_stop') return parts;
    name = '';
    data = [];
  }
  return null;
}

/** Undefined for what is no part of an answer; null for a part that cannot be read. */
function partOf(name: string, data: string): unknown {
  const value = parse(data);
  const type = typeOf(value);
  if (name === 'error' || type === 'error') return null;
  if (PARTS.includes(name) && type !== name) return null;
  if (name === '' && data !== '' && data.trim() !== '[DONE]' && value === undefined) return null;
  if (name === 'ping') return PARTS.includes(type) ? null : undefined;
  if (name !== '' && data !== '' && value === undefined) return null;
  return PARTS.includes(type) ? value : undefined;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
