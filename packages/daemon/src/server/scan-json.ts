import { LIMITS } from '@jackdaw/core/protocol';

export interface JsonScan {
  /** What is beyond its bound, in words; null where nothing is. */
  readonly excess: string | null;
  /** Whether an object, at any depth, has a key `__proto__`. */
  readonly hasPrototypeKey: boolean;
  /** The value of `id` at the top, as far as the scan came; undefined where it is neither number nor string. */
  readonly id: unknown;
}

const [QUOTE, COMMA, COLON, BACKSLASH, UNDERSCORE] = [0x22, 0x2c, 0x3a, 0x5c, 0x5f];
const [SPACE, TAB, LINE_FEED, RETURN] = [0x20, 0x09, 0x0a, 0x0d];
const [OPEN_LIST, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT] = [0x5b, 0x5d, 0x7b, 0x7d];
/** A key that is written with escapes: `__proto__` has at most this many characters. */
const LONGEST_ESCAPED = '__proto__'.length * 6;
const SIMPLE_VALUE = /\s*:\s*("(?:[^"\\]|\\.){0,200}"|-?\d{1,20})\s*[,}]/y;

/**
 * Looks over JSON text before it is parsed: a few bytes of text can become hundreds of bytes of memory, a thousandfold
 * where a schema then has something to say about each value. Builds nothing, does not recurse, and stops at the first
 * excess. Text that is no JSON may pass; `JSON.parse` is the judge of that.
 */
export function scanJson(text: string): JsonScan {
  let depth = 0;
  let values = 1;
  let hasPrototypeKey = false;
  let id: unknown;
  for (let place = 0; place < text.length; place += 1) {
    switch (text.charCodeAt(place)) {
      case OPEN_LIST:
      case OPEN_OBJECT:
        depth += 1;
        values += 1;
        break;
      case CLOSE_LIST:
      case CLOSE_OBJECT:
        depth -= 1;
        break;
      case COMMA:
        values += 1;
        break;
      case QUOTE: {
        const end = endOfString(text, place);
        if (isKey(text, end)) {
          hasPrototypeKey ||= isPrototypeKey(text, place, end);
          if (depth === 1 && text.startsWith('"id"', place)) id = simpleValue(text, end) ?? id;
        }
        place = end - 1;
        break;
      }
      default:
    }
    const excess = excessOf(depth, values);
    if (excess !== null) return { excess, hasPrototypeKey, id };
  }
  return { excess: null, hasPrototypeKey, id };
}

function excessOf(depth: number, values: number): string | null {
  if (depth > LIMITS.maxJsonDepth) return `is nested deeper than ${LIMITS.maxJsonDepth} levels`;
  if (values > LIMITS.maxJsonValues) {
    return `holds more than ${LIMITS.maxJsonValues.toLocaleString('en-US')} values`;
  }
  return null;
}

/** The place behind the closing quote, or the end of the text. */
function endOfString(text: string, start: number): number {
  for (let quote = text.indexOf('"', start + 1); quote !== -1; quote = text.indexOf('"', quote + 1)) {
    let before = quote - 1;
    while (text.charCodeAt(before) === BACKSLASH) before -= 1;
    if ((quote - before) % 2 === 1) return quote + 1;
  }
  return text.length;
}

/** Whether a colon follows on the string that ends here. */
function isKey(text: string, end: number): boolean {
  for (let place = end; ; place += 1) {
    switch (text.charCodeAt(place)) {
      case COLON:
        return true;
      case SPACE:
      case TAB:
      case LINE_FEED:
      case RETURN:
        break;
      default:
        return false;
    }
  }
}

function isPrototypeKey(text: string, start: number, end: number): boolean {
  const first = text.charCodeAt(start + 1);
  if (first !== UNDERSCORE && first !== BACKSLASH) return false;
  const key = text.slice(start + 1, Math.min(end - 1, start + 2 + LONGEST_ESCAPED));
  return key === '__proto__' || (key.includes('\\') && parsed(`"${key}"`) === '__proto__');
}

function simpleValue(text: string, place: number): unknown {
  SIMPLE_VALUE.lastIndex = place;
  const found = SIMPLE_VALUE.exec(text)?.[1];
  return found === undefined ? undefined : parsed(found);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
