import { cutLongBlock, openingFence, splitBlocks, type AnswerPart } from '../markdown/index.ts';

/** Gathers an answer's text and gives it away part by part, as soon as nothing can change a part any more. */
export interface AnswerText {
  push(text: string): void;
  /** What is finished since the last call; empty where nothing is. */
  takeFinished(): readonly AnswerPart[];
  /** What is still being written. */
  tail(): AnswerPart;
  /** The rest, finished or not, when nothing more comes. */
  takeRest(): readonly AnswerPart[];
  /** Whether any text has arrived. */
  started(): boolean;
}

/** From this length on, a block that goes on growing is looked at less often: each look reads all of it. Characters. */
const LONG = 8_000;
const GROWTH = 1.1;
/** Lines of an open code block that are given away together: each time its colours are found anew. */
const CODE_LINES = 6;

export function createAnswerText(): AnswerText {
  let tail = '';
  let lookedAt = 0;
  let unsplit = false;
  let started = false;
  /** Whether the tail goes on with the block of the last part. */
  let joined = false;
  /** What was given away of the code block that the tail goes on with; empty outside of one. */
  let codeAbove = '';

  const take = (text: string, code: AnswerPart['code'] = null): AnswerPart => {
    tail = tail.slice(text.length);
    const part = { text, joined, code };
    joined = false;
    return part;
  };

  /** The next lines of the code block that the tail goes on with, or begins with; null where it has no more yet. */
  function takeCode(): AnswerPart | null {
    const fence = openingFence(codeAbove + tail);
    if (fence === null) return null;
    const before = codeAbove;
    let length = before === '' ? fence.line.length + 1 : 0;
    let count = 0;
    for (let end = tail.indexOf('\n', length); end >= 0; end = tail.indexOf('\n', length)) {
      const line = tail.slice(length, end);
      length = end + 1;
      count += 1;
      if (!fence.isClosedBy(line)) continue;
      codeAbove = '';
      return take(tail.slice(0, length), { before, ends: true });
    }
    if (count < CODE_LINES) return null;
    codeAbove += tail.slice(0, length);
    const part = take(tail.slice(0, length), { before, ends: false });
    joined = true;
    return part;
  }

  function takeBlocks(): AnswerPart | null {
    const { finished } = splitBlocks(tail);
    if (finished !== '') return take(finished);
    const cut = cutLongBlock(tail);
    if (cut === null) return null;
    const part = take(cut.finished);
    ({ joined } = cut);
    return part;
  }

  function takePart(): AnswerPart | null {
    if (tail === '') return null;
    return codeAbove === '' ? (takeBlocks() ?? takeCode()) : takeCode();
  }

  const tailPart = (): AnswerPart => {
    const isCode = openingFence(codeAbove + tail) !== null;
    return { text: tail, joined, code: isCode ? { before: codeAbove, ends: false } : null };
  };

  function takeAll(): AnswerPart[] {
    unsplit = false;
    const parts: AnswerPart[] = [];
    for (let part = takePart(); part !== null; part = takePart()) parts.push(part);
    lookedAt = tail.length;
    return parts;
  }

  return {
    push(text) {
      if (text === '') return;
      tail += text;
      unsplit = true;
      started = true;
    },
    takeFinished() {
      const isTooEarly = codeAbove === '' && tail.length > LONG && tail.length < lookedAt * GROWTH;
      return !unsplit || isTooEarly ? [] : takeAll();
    },
    tail: tailPart,
    takeRest() {
      const parts = takeAll();
      if (codeAbove !== '') parts.push({ text: tail, joined: true, code: { before: codeAbove, ends: true } });
      else if (tail !== '') parts.push({ ...tailPart(), code: null });
      tail = '';
      codeAbove = '';
      return parts;
    },
    started: () => started,
  };
}
