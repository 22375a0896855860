import { closeSync, existsSync, ftruncateSync, openSync, readFileSync, writeSync } from 'node:fs';
import path from 'node:path';
import { JackdawError } from '@jackdaw/core/protocol';
import { reasonOf } from '../../connect/reason-of.ts';
import type { CliContext } from '../cli-context.ts';
import { write } from '../write.ts';
import type { BatchQuestion } from './batch-questions.ts';

/** Where the answers go, a line each, in the order of the questions. */
export interface BatchOutput {
  /** Questions from the first that were answered by an earlier run; they are not asked again. */
  readonly done: number;
  /** Takes the next line. Throws `storage_failed`. */
  append(line: string): Promise<void>;
  close(): void;
}

export function standardOutput({ stdout }: Pick<CliContext, 'stdout'>): BatchOutput {
  return { done: 0, append: (line) => write(stdout, line), close: () => {} };
}

/**
 * Appends to a file, behind the answers that an earlier run left there. A last line that was cut is taken off. Throws
 * `invalid_request` where the file has answers to other questions, `storage_failed` where it cannot be used.
 */
export function openOutput(name: string, cwd: string, questions: readonly BatchQuestion[]): BatchOutput {
  const file = path.resolve(cwd, name);
  try {
    const before = existsSync(file) ? readFileSync(file) : Buffer.alloc(0);
    const whole = before.subarray(0, before.lastIndexOf(0x0a) + 1);
    const lines = whole.toString('utf8').split('\n').slice(0, -1);
    lines.forEach((line, index) => checkLine(name, line, index, questions[index]));
    const handle = openSync(file, 'a', 0o600);
    ftruncateSync(handle, whole.length);
    return {
      done: lines.length,
      append: async (line) => writeWhole(handle, name, line),
      close: () => closeSync(handle),
    };
  } catch (error) {
    throw error instanceof JackdawError ? error : failed(name, error);
  }
}

function writeWhole(handle: number, name: string, line: string): void {
  const bytes = Buffer.from(line);
  try {
    for (let at = 0; at < bytes.length;) at += writeSync(handle, bytes, at);
  } catch (error) {
    throw failed(name, error);
  }
}

function checkLine(name: string, line: string, index: number, question: BatchQuestion | undefined): void {
  if (question !== undefined && digestOf(line) === question.digest) return;
  throw new JackdawError(
    'invalid_request',
    `${name}, line ${index + 1}, is no answer to question ${index + 1}. To go on with an earlier run, give the same questions and options; else name another --output.`,
  );
}

function digestOf(line: string): unknown {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null && 'digest' in value ? value.digest : undefined;
  } catch {
    return undefined;
  }
}

function failed(name: string, error: unknown): JackdawError {
  return new JackdawError('storage_failed', `${name} cannot be written: ${reasonOf(error)}.`, {
    cause: error,
  });
}
