import { readFileSync } from 'node:fs';
import path from 'node:path';
import { UsageError } from './usage-error.ts';

/** What a question may be called in a row of somebody's data set; the first that is there counts. */
const FIELDS = ['question', 'text', 'prompt', 'utterance', 'a'];
/** Longer texts are tasks, not questions. */
const MAXIMUM_WORDS = 30;
const MINIMUM_WORDS = 3;

/**
 * Reads questions from a file of any of the usual shapes: JSON (every string of three words or more in it, at any
 * depth), JSON lines (the field that holds the text), CSV with a header, or one question a line. Texts of more than
 * 30 words or with several lines are left out, duplicates too. Throws UsageError.
 */
export function readQuestions(file: string): string[] {
  const found = [...new Set(textsOf(file).map((text) => text.trim()))].filter((text) => {
    const words = text.split(/\s+/).length;
    return !text.includes('\n') && words >= MINIMUM_WORDS && words <= MAXIMUM_WORDS;
  });
  if (found.length === 0) throw new UsageError(`${file} holds no questions.`);
  return found;
}

function textsOf(file: string): string[] {
  try {
    const body = readFileSync(file, 'utf8');
    const kind = path.extname(file);
    if (kind === '.json') return stringsIn(JSON.parse(body));
    const lines = body.split(/\r?\n/).filter((line) => line.trim() !== '');
    if (kind === '.jsonl') return lines.flatMap((line) => fieldOf(JSON.parse(line)));
    return kind === '.csv' ? lines.slice(1).map(firstCell) : lines;
  } catch (error) {
    throw new UsageError(`${file} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function stringsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (Array.isArray(value)) return value.flatMap(stringsIn);
  return isRecord(value) ? Object.values(value).flatMap(stringsIn) : [];
}

function fieldOf(row: unknown): string[] {
  if (typeof row === 'string') return [row];
  if (!isRecord(row)) return [];
  const texts = FIELDS.map((field) => row[field]).filter((value) => typeof value === 'string');
  const turns = row['turns'];
  const first: unknown = Array.isArray(turns) ? turns[0] : undefined;
  return typeof first === 'string' ? [first] : texts.slice(0, 1);
}

/** The first cell of a row; a quoted one may hold commas and doubled quotes. */
function firstCell(line: string): string {
  const quoted = /^"((?:[^"]|"")*)"/.exec(line)?.[1];
  return quoted === undefined
    ? line.slice(0, line.includes(',') ? line.lastIndexOf(',') : undefined)
    : quoted.replaceAll('""', '"');
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
