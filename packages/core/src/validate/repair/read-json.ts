import { keyAhead, opensString, readString } from './read-string.ts';
import { readLiteral, readName } from './read-token.ts';
import { Unreadable, type Repair } from './repair.ts';
import { noteComments, type Gap, type Source } from './source.ts';

/** Deeper than any real answer, and well short of the stack of what checks the value later. */
const MAX_DEPTH = 100;

/** What to do with a member (of an object or an array) that the text's end cuts: fail, or leave it out. */
export type CutMember = 'refuse' | 'drop';

export interface ReadJson {
  readonly ok: true;
  /** Strict JSON. */
  readonly json: string;
  /** The first character after it. */
  readonly end: number;
  readonly repairs: ReadonlySet<Repair>;
  /** Where a bracket that is missing may have stood as well: the values may then be another's. Places of commas. */
  readonly otherPlaces: readonly { readonly at: number; readonly closer: string }[];
}

export interface NotRead {
  readonly ok: false;
  readonly problem: string;
  readonly at: number;
  /** Whether it began as JSON does: not a bracket in prose. */
  readonly begun: boolean;
}

interface Frame {
  readonly closer: '}' | ']';
  readonly keys: Set<string> | null;
  members: number;
  /** Pieces written before the member under way. */
  whole: number;
}

type State = 'first' | 'next' | 'after-value';

/** Reads the object or array that opens at `start` of the source, tolerantly. Never throws; linear in its length. */
export function readJson(source: Source, start: number, cutMember: CutMember): ReadJson | NotRead {
  const reader = createReader(source, start, cutMember);
  try {
    return reader.read();
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    return { ok: false, problem: error.message, at: error.at, begun: reader.begun() };
  }
}

function createReader(source: Source, start: number, cutMember: CutMember) {
  const { text } = source;
  const repairs = new Set<Repair>();
  const pieces: string[] = [];
  const frames: Frame[] = [];
  const commas: { at: number; closer: string }[] = [];
  let begun = false;
  let at = start;
  let state: State = 'first';
  let lineComments = false;
  /** Brackets were missing: from here on only brackets may come. */
  let forgotten = false;
  /** The number that the last value is, where it is one, ends here. */
  let numberEnd = -1;
  let afterBracket = false;
  let lastIsString = false;

  function top(): Frame {
    const frame = frames.at(-1);
    if (frame === undefined) throw new Unreadable('no object or array', at);
    return frame;
  }

  function step(): Gap {
    const gap = source.gapAt(at);
    noteComments(gap, repairs);
    lineComments ||= gap.lineComment;
    at = gap.end;
    return gap;
  }

  function open(bracket: '{' | '['): void {
    if (frames.length >= MAX_DEPTH) {
      begun = true;
      throw new Unreadable(`nesting deeper than ${MAX_DEPTH} levels`, at);
    }
    begun ||= frames.length > 0;
    const isObject = bracket === '{';
    frames.push({
      closer: isObject ? '}' : ']',
      keys: isObject ? new Set() : null,
      members: 0,
      whole: pieces.length + 1,
    });
    pieces.push(bracket);
    at += 1;
    state = 'first';
  }

  /** Pops one frame, which leaves a whole value behind. */
  function pop(): void {
    pieces.push(top().closer);
    frames.pop();
    const parent = frames.at(-1);
    if (parent !== undefined) parent.members += 1;
    numberEnd = -1;
    lastIsString = false;
    state = 'after-value';
  }

  function close(bracket: string): void {
    if (!frames.some(({ closer }) => closer === bracket)) {
      throw new Unreadable(`a "${bracket}" that nothing opened`, at);
    }
    while (top().closer !== bracket) {
      forgotten = true;
      pop();
    }
    pop();
    afterBracket = true;
    at += 1;
  }

  /** The text is over with brackets open. */
  function finish(): void {
    const partial = state !== 'after-value' || numberEnd === text.length;
    if (partial && cutMember === 'refuse') throw new Unreadable('an end that breaks it off', at);
    // What a line's comment holds may have been meant to be read.
    if (lineComments) throw new Unreadable('brackets that may lie in a comment', at);
    if (partial) dropCut();
    forgotten = true;
    while (frames.length > 0) pop();
  }

  function dropCut(): void {
    repairs.add('cut-member');
    // A number counts as a member when it is read.
    if (numberEnd === text.length) top().members -= 1;
    while (top().members === 0) {
      frames.pop();
      if (frames.length === 0) throw new Unreadable('an end that comes before anything is whole', at);
    }
    pieces.length = top().whole;
  }

  function readMember(frame: Frame): void {
    frame.whole = pieces.length;
    afterBracket = false;
    if (frame.members > 0) pieces.push(',');
    if (frame.keys !== null) {
      readKey(frame.keys);
      step();
      if (at >= text.length) return finish();
    }
    readValue(frame.keys === null ? 'element' : 'member');
  }

  function readKey(keys: Set<string>): void {
    if (opensString(text[at])) begun = true;
    const key = opensString(text[at]) ? readString(source, at, 'key', repairs) : readName(text, at, repairs);
    at = key.end;
    step();
    if (at >= text.length) return;
    if (text[at] !== ':') throw new Unreadable('no colon after a key', at);
    begun = true;
    if (keys.has(key.content)) throw new Unreadable(`the key ${JSON.stringify(key.content)} twice`, at);
    keys.add(key.content);
    pieces.push(JSON.stringify(key.content), ':');
    at += 1;
  }

  function readValue(role: 'member' | 'element'): void {
    const character = text[at];
    if (character === '{' || character === '[') return open(character);
    lastIsString = opensString(character);
    if (lastIsString) {
      begun = true;
      const { content, end } = readString(source, at, role, repairs);
      pieces.push(JSON.stringify(content));
      at = end;
      numberEnd = -1;
    } else {
      const { json, end, isNumber } = readLiteral(text, at, repairs);
      pieces.push(json);
      at = end;
      numberEnd = isNumber ? end : -1;
      begun = true;
    }
    top().members += 1;
    state = 'after-value';
  }

  function afterValue(gap: Gap): void {
    const frame = top();
    const character = text[at];
    if (character === '}' || character === ']') return close(character);
    if (character === '`' && gap.newline && text.startsWith('```', at)) return finish();
    if (forgotten) throw new Unreadable('a missing bracket with more after it', at);
    if (character === ',') {
      if (frames.at(-2)?.closer === frame.closer) commas.push({ at, closer: frame.closer });
      frame.whole = pieces.length;
      at += 1;
      state = 'next';
      return;
    }
    if (!commaForgotten(frame, gap)) throw new Unreadable('no comma or bracket after a value', at);
    repairs.add('missing-comma');
    readMember(frame);
  }

  function commaForgotten(frame: Frame, gap: Gap): boolean {
    if (frame.keys !== null) return (gap.newline || !lastIsString) && keyAhead(text, at);
    return afterBracket && text[at] === (pieces.at(-1) === '}' ? '{' : '[');
  }

  function advance(): void {
    const gap = step();
    if (at >= text.length) return finish();
    if (state === 'after-value') return afterValue(gap);
    const frame = top();
    const closes = text[at] === '}' || text[at] === ']';
    if (!closes) return readMember(frame);
    if (state === 'next') repairs.add('trailing-comma');
    close(text[at] ?? '');
  }

  return {
    begun: () => begun,
    read(): ReadJson {
      open(text[at] === '{' ? '{' : '[');
      while (frames.length > 0) {
        try {
          advance();
        } catch (error) {
          if (!(error instanceof Unreadable && error.cut && cutMember === 'drop')) throw error;
          state = 'next';
          finish();
        }
      }
      if (forgotten) repairs.add('closing-bracket');
      // Where the text ends without any bracket, all were left out there. Else it may be an earlier one that is missing.
      const anyone = forgotten && afterBracket;
      return { ok: true, json: pieces.join(''), end: at, repairs, otherPlaces: anyone ? commas : [] };
    },
  };
}
