import type { ChatRequest } from '../turn/chat-request.ts';

/** UTF-8 never takes more than three bytes for a UTF-16 unit. */
const MOST_BYTES_PER_UNIT = 3;

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
  for (const [name, field] of Object.entries(value)) sum += measure(name) + sumStrings(field, measure);
  return sum;
}
