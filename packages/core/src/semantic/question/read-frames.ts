import { FILLERS } from './fillers.ts';
import { FRAMES } from './frames.ts';
import type { Modality, QuestionClass } from './question-class.ts';
import type { Token } from './token.ts';

export interface FrameReading {
  /** What is left when politeness is taken off. */
  readonly unwrapped: readonly Token[];
  /** What is left when the question's frame is taken off as well. */
  readonly tokens: readonly Token[];
  readonly class: QuestionClass;
  readonly modality: Modality;
  /** Content words that the frame stands for. */
  readonly added: readonly string[];
}

/** Takes politeness and the words that only tell the kind of question off a text's tokens. */
export function readFrames(tokens: readonly Token[]): FrameReading {
  let left = [...tokens];
  for (const pattern of FILLERS) left = without(left, pattern);
  left = trimMarks(left);
  const { text, starts } = flatten(left);
  for (const frame of FRAMES) {
    const match = frame.pattern.exec(text);
    if (match === null) continue;
    const rest = frame.keeps === true ? left : left.filter((_, index) => !inside(starts[index], match));
    return {
      unwrapped: left,
      tokens: trimMarks(rest),
      class: frame.class,
      modality: frame.modality ?? modalityIn(text),
      added: frame.adds === undefined || frame.adds === '' ? [] : [frame.adds],
    };
  }
  return { unwrapped: left, tokens: left, class: 'bare', modality: modalityIn(text), added: [] };
}

function modalityIn(text: string): Modality {
  if (/\b(?:must|have to|has to|need to|needs to|required to|obliged to|got to)\b/.test(text)) return 'must';
  if (/\b(?:should|ought)\b/.test(text)) return 'should';
  if (/\b(?:can|could|able to|may)\b/.test(text)) return 'can';
  return /\bmight\b/.test(text) ? 'might' : 'none';
}

/** One string for the patterns: words as they are, "0" for a value, "unit" for "a day", "§" for what is quoted or code. */
function flatten(tokens: readonly Token[]): { text: string; starts: number[] } {
  let text = '';
  const starts: number[] = [];
  for (const token of tokens) {
    if (text !== '') text += ' ';
    starts.push(text.length);
    text += flatText(token);
  }
  return { text, starts };
}

function flatText(token: Token): string {
  if (token.quoted || token.kind === 'literal') return '§';
  if (token.kind === 'mark') return token.text === ',' ? ',' : '.';
  if (token.kind === 'word') return token.text;
  // "a day" is an amount and still no number to calculate with.
  return /^an? /i.test(token.raw) ? 'unit' : '0';
}

function without(tokens: Token[], pattern: RegExp): Token[] {
  const { text, starts } = flatten(tokens);
  const matches = pattern.global
    ? [...text.matchAll(pattern)]
    : [pattern.exec(text)].filter((match) => match !== null);
  if (matches.length === 0) return tokens;
  const left = tokens.filter((_, index) => !matches.some((match) => inside(starts[index], match)));
  // A text of nothing but politeness is about that.
  return left.some((token) => token.kind !== 'mark') ? trimMarks(left) : tokens;
}

function inside(start: number | undefined, match: RegExpExecArray): boolean {
  return start !== undefined && start >= match.index && start < match.index + match[0].length;
}

function trimMarks(tokens: readonly Token[]): Token[] {
  const first = tokens.findIndex((token) => token.kind !== 'mark');
  const last = tokens.findLastIndex((token) => token.kind !== 'mark');
  return first < 0 ? [...tokens] : tokens.slice(first, last + 1);
}
