import type { ChatRequest } from '../turn/chat-request.ts';

/** UTF-8 never takes more than three bytes for a UTF-16 unit. */
const MOST_BYTES_PER_UNIT = 3;

/** What the strings of a passage take at most, images and all: they are a part of its text. Else Infinity: nobody has looked. */
export function mostBytes({ passage }: ChatRequest): number {
  return passage === undefined ? Infinity : passage.text.length * MOST_BYTES_PER_UNIT;
}

/**
 * Throughout the request, the bytes of all strings as UTF-8: what is read, sent on and kept. Exact only where the
 * cheap upper bound lies above `limit`: nearly every request is far below, and need not be measured.
 */
export function promptBytes(request: ChatRequest, limit: number): number {
  const parts = [request.messages, request.system, request.tools, request.toolChoice, request.schema];
  const bound = sumStrings(parts, (text) => text.length * MOST_BYTES_PER_UNIT);
  return bound <= limit ? bound : sumStrings(parts, (text) => Buffer.byteLength(text));
}

function sumStrings(value: unknown, measure: (text: string) => number): number {
  if (typeof value === 'string') return measure(value);
  if (typeof value !== 'object' || value === null) return 0;
  let sum = 0;
  if (Array.isArray(value)) {
    for (const item of value) sum += sumStrings(item, measure);
    return sum;
  }
  // Images and documents have a bound of their own: see `binaryBytes`.
  if ('type' in value && value.type === 'base64' && 'media_type' in value) return 0;
  for (const [name, field] of Object.entries(value)) sum += measure(name) + sumStrings(field, measure);
  return sum;
}

/** Bytes of all images and documents in the request, as the base64 that is sent. */
export function binaryBytes({ messages, system, tools, toolChoice, schema }: ChatRequest): number {
  return sumBinary([messages, system, tools, toolChoice, schema]);
}

function sumBinary(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  if ('type' in value && value.type === 'base64' && 'media_type' in value) {
    return sumStrings(Object.entries(value), (text) => Buffer.byteLength(text));
  }
  let sum = 0;
  for (const field of Array.isArray(value) ? value : Object.values(value)) sum += sumBinary(field);
  return sum;
}
