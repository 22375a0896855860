/** What the tokens are told to. */
export interface TokenSink {
  open(isArray: boolean): void;
  /** Gives the number of containers that are still open. */
  close(): number;
  key(name: string): void;
  scalar(value: string | number | boolean | null): void;
}

export interface PartialTokens {
  push(text: string): void;
  /** The string value under way, as far as it is certain. */
  partialString(): string | undefined;
  /** Whether the string under way has grown since this was last asked. */
  takeGrown(): boolean;
  state(): 'open' | 'whole' | 'broken';
}

type Expecting =
  | 'start'
  | 'value'
  | 'value-or-close'
  | 'key'
  | 'key-or-close'
  | 'colon'
  | 'comma-or-close'
  | 'nothing';

const MAX_DEPTH = 100;
const PLAIN = /[^"\\]*/y;
const WORD = /[\w+.-]*/y;
const NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;
const MAX_WORD = 400;
const ESCAPES: Readonly<Record<string, string>> = {
  '"': '"',
  '\\': '\\',
  '/': '/',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
};

/** Cuts JSON that arrives in pieces into tokens; a raw line break within a string counts as itself. */
export function createPartialTokens(sink: TokenSink): PartialTokens {
  const isArray: boolean[] = [];
  let expecting: Expecting = 'start';
  let broken = false;
  /** The content of the string under way, null outside of strings. */
  let string: string | null = null;
  let grown = false;
  /** An escape that is not whole yet, from its backslash. */
  let escape = '';
  /** A number or literal that is not whole yet. */
  let word = '';

  const afterValue = () => {
    expecting = isArray.length === 0 ? 'nothing' : 'comma-or-close';
  };
  const goesOn = () => !broken && expecting !== 'nothing';
  const isKey = () => expecting === 'key' || expecting === 'key-or-close';
  const takesValue = () => expecting === 'value' || expecting === 'value-or-close';

  function bracket(character: string): void {
    if (character === '{' || character === '[') {
      if (expecting !== 'start' && !takesValue()) return fail();
      if (isArray.length >= MAX_DEPTH) return fail();
      isArray.push(character === '[');
      sink.open(character === '[');
      expecting = character === '[' ? 'value-or-close' : 'key-or-close';
      return;
    }
    // After a comma too: a trailing comma is no reason to stop showing.
    const closable = isArray.at(-1) === true ? takesValue() : isKey();
    if (isArray.at(-1) !== (character === ']') || !(closable || expecting === 'comma-or-close'))
      return fail();
    isArray.pop();
    sink.close();
    afterValue();
  }

  function fail(): void {
    broken = true;
  }

  function endString(content: string): void {
    string = null;
    if (isKey()) {
      sink.key(content);
      expecting = 'colon';
    } else {
      sink.scalar(content);
      afterValue();
    }
  }

  function endWord(): void {
    const token = word;
    word = '';
    if (token === 'true' || token === 'false') sink.scalar(token === 'true');
    else if (token === 'null') sink.scalar(null);
    else if (NUMBER.test(token) && Number.isFinite(Number(token))) sink.scalar(Number(token));
    else return fail();
    afterValue();
  }

  function inString(text: string, at: number, content: string): number {
    if (escape !== '') return inEscape(text, at, content);
    PLAIN.lastIndex = at;
    const plain = PLAIN.exec(text)?.[0] ?? '';
    string = content + plain;
    grown ||= plain !== '' && !isKey();
    const end = at + plain.length;
    if (text[end] === '\\') escape = '\\';
    else if (text[end] === '"') endString(string);
    return end + 1;
  }

  function inEscape(text: string, at: number, content: string): number {
    escape += text[at] ?? '';
    if (escape[1] === 'u') {
      if (escape.length < 6) return at + 1;
      const code = Number.parseInt(escape.slice(2), 16);
      if (!/^[0-9a-fA-F]{4}$/.test(escape.slice(2))) fail();
      else string = content + String.fromCharCode(code);
    } else {
      const known = ESCAPES[escape[1] ?? ''];
      if (known === undefined) fail();
      else string = content + known;
    }
    grown ||= !isKey();
    escape = '';
    return at + 1;
  }

  function outside(text: string, at: number): number {
    const character = text[at] ?? '';
    if (expecting === 'start' && character !== '{' && character !== '[') {
      const next = text.slice(at).search(/[{[]/);
      return next === -1 ? text.length : at + next;
    }
    if (word !== '' || (takesValue() && /[\w+.-]/.test(character))) {
      WORD.lastIndex = at;
      const more = WORD.exec(text)?.[0] ?? '';
      word += more;
      if (word.length > MAX_WORD) fail();
      else if (at + more.length < text.length) endWord();
      return at + more.length;
    }
    if ('{}[]'.includes(character)) bracket(character);
    else if (character === '"' && (isKey() || takesValue())) string = '';
    else if (character === ':' && expecting === 'colon') expecting = 'value';
    else if (character === ',' && expecting === 'comma-or-close')
      expecting = isArray.at(-1) === true ? 'value' : 'key';
    else if (!/[\s\ufeff]/.test(character)) fail();
    return at + 1;
  }

  return {
    push(text) {
      let at = 0;
      while (at < text.length && goesOn()) {
        at = string === null ? outside(text, at) : inString(text, at, string);
      }
    },
    partialString() {
      if (string === null || isKey()) return undefined;
      // The first half of a pair of surrogates waits for the second.
      return /[\ud800-\udbff]$/.test(string) ? string.slice(0, -1) : string;
    },
    takeGrown() {
      const was = grown;
      grown = false;
      return was;
    },
    state: () => (broken ? 'broken' : expecting === 'nothing' ? 'whole' : 'open'),
  };
}
