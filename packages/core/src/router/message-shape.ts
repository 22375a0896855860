/** What a message looks like, before anyone reads its words. */
export interface MessageShape {
  /** What the user asks for: without fenced code and lines of program text, and of a long text its beginning and end. */
  readonly instruction: string;
  /** Words of the whole message, estimated from its length where it is long; two ideographs count as one. */
  readonly wordCount: number;
  readonly hasFence: boolean;
  /** Lines that look like program text, outside of fences. */
  readonly codeLines: number;
  /** Lines of a stack trace, a compiler or a test runner. */
  readonly traceLines: number;
  /** Numbers in the instruction, as digits or words. */
  readonly numberCount: number;
  readonly questionCount: number;
  /** Parts that the user numbered or lettered. */
  readonly partCount: number;
  /** Begins with a statement, and ends with a question. */
  readonly startsTelling: boolean;
}

/** A text is told by how it begins and ends; what lies between is material. Keeps the cost constant. */
const HEAD = 4_000;
const TAIL = 1_500;
/** Of a line, as much as tells what it is. */
const LINE = 200;
const INSTRUCTION_HEAD = 700;
const INSTRUCTION_TAIL = 350;

const CODE_LINE =
  /^\s*(?:(?:def|class|function|const|let|var|import|from|export|public|private|protected|static|void|int|float|double|char|bool|string|struct|enum|interface|type|func|fn|pub|use|package|namespace|using|return|if|else|elif|for|while|switch|case|try|catch|except|finally|with|raise|throw|async|await|select|insert|update|delete|create table|alter|from|where|group by|order by)\b.*[:;{}()=]\s*(?:\/\/.*|#.*)?$|#include|#define|@\w+\(|<\/?[a-z][\w-]*(?:\s[^>]*)?>|\}|\{|\);|\/\/|\/\*|--\s|\$\s?\w+|(?:[\w.[\]'"]+)\s*(?:=|\+=|-=|:=|<-)\s*[^=].*[;)\]}'"\d]\s*$|[\w.]+\([^)]*\)\s*[;{]?\s*$|SELECT\s|UPDATE\s+\w+\s+SET|INSERT INTO|CREATE TABLE|(?:npm|pip|git|docker|kubectl|sudo|curl|cd|ls|cat)\s+[\w./-]+)/;
const CODE_MIDDLE =
  /=>|[;{]\s*$|\w+\([^)]*\)\s*[;{:]|\w+\.\w+\(|\w+\[\w+\]|==|!=|&&|\|\||->|::|\+\+;|<\/\w+>/;
const TRACE_LINE =
  /^\s*(?:at [\w$.<>]+ ?\(|File "[^"]+", line \d+|Traceback|Caused by:|Exception in thread|\w+(?:\.\w+)*(?:Error|Exception)\b|error(?:\[E\d+\])?:|warning:|panic:|goroutine \d+|\S+:\d+(?::\d+)?:? (?:error|warning|note)?|npm ERR!|E\s{2,}|FAILED |Segmentation fault|thread '\w+' panicked)/;
const NUMBERS =
  /\d[\d.,]*|\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|fifty|hundred|half|twice|third|quarter|double)\b/gi;
/** Digits that name or place something: dates, times, addresses, versions, coordinates. Nobody reckons with them. */
const NAMING_DIGITS =
  /\[[\d\s,.[\]-]+\]|\b\d+(?:[-:/]\d+)+(?:[T.]\d[\d:.]*Z?)?|\b\d+(?:\.\d+){2,}|\b[a-z]+[-_]?\d+\b/gi;
const PARTS = /(?:^|\n)\s*(?:\(?[a-h1-9][).]|[-*•])\s+\S|\((?:[a-e]|[1-9]|i{1,3}|iv)\)/g;
const IDEOGRAPHS = /[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]/g;
const TELLS_THEN_ASKS = /^(?!.{0,12}\b(?:i|my|i'm|we)\b)[^?？]{20,}[.。!]\s*[^.。?？]{6,}[?？]\s*$/is;
const SAMPLE = 2_000;

/** Looks at the first 4,000 and the last 1,500 characters at most. */
export function shapeOf(message: string): MessageShape {
  const text = clip(message, HEAD, TAIL);
  const open = text.replace(/```[\s\S]*?(?:```|$)/g, '\n');
  const lines = open.split('\n');
  const spoken: string[] = [];
  let codeLines = 0;
  let traceLines = 0;
  for (const line of lines) {
    const begin = line.slice(0, LINE);
    if (TRACE_LINE.test(begin)) traceLines += 1;
    if (looksLikeCode(begin)) codeLines += 1;
    else spoken.push(line);
  }
  // A single line is kept: code may stand in the middle of a sentence.
  const prose = lines.length > 1 && codeLines > 1 ? spoken.join('\n') : open;
  const instruction = clip(prose.trim(), INSTRUCTION_HEAD, INSTRUCTION_TAIL);
  return {
    instruction,
    wordCount: countWords(message),
    hasFence: text.includes('```'),
    codeLines,
    traceLines,
    numberCount: count(instruction.replace(NAMING_DIGITS, ' '), NUMBERS),
    questionCount: count(instruction, /[?？؟]/g),
    partCount: count(instruction, PARTS),
    startsTelling: TELLS_THEN_ASKS.test(instruction.trim()),
  };
}

function looksLikeCode(line: string): boolean {
  if (line.trim().length < 3) return false;
  return CODE_LINE.test(line) || (CODE_MIDDLE.test(line) && /[^\w\s.,'"?!-]{2}/.test(line));
}

function countWords(message: string): number {
  const sample = message.slice(0, SAMPLE).trim();
  if (sample === '') return 0;
  const words = sample.replace(IDEOGRAPHS, ' ').split(/\s+/).filter(Boolean).length;
  const inSample = words + count(sample, IDEOGRAPHS) / 2;
  return message.length <= SAMPLE ? inSample : Math.round((inSample * message.length) / SAMPLE);
}

function count(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0;
}

function clip(text: string, head: number, tail: number): string {
  return text.length <= head + tail ? text : `${text.slice(0, head)}\n${text.slice(-tail)}`;
}
