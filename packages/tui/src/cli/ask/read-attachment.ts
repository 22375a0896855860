import { open } from 'node:fs/promises';
import path from 'node:path';
import { JackdawError, LIMITS } from '@jackdaw/core/protocol';
import { reasonOf } from '../../connect/reason-of.ts';

/** A text file as it stands in a prompt: its path as the caller wrote it, then its text in a fence that it cannot end. */
export async function readAttachment(file: string, cwd: string): Promise<string> {
  return fenced(file, await readTextFile(file, cwd, ' A question that follows --file goes behind "--".'));
}

/** The text of a file. Throws `invalid_request` where it is missing, unreadable or not text, `too_large` where it is too large. */
export async function readTextFile(file: string, cwd: string, advice = ''): Promise<string> {
  const bytes = await readBytes(file, path.resolve(cwd, file), advice);
  if (bytes.includes(0)) throw notText(file);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw notText(file);
  }
}

function fenced(name: string, text: string): string {
  const longest = Math.max(0, ...[...text.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  const fence = '`'.repeat(Math.max(3, longest + 1));
  return `${name}\n${fence}\n${text.replace(/\n$/, '')}\n${fence}`;
}

async function readBytes(name: string, file: string, advice: string): Promise<Buffer> {
  try {
    const handle = await open(file, 'r');
    try {
      const { size } = await handle.stat();
      if (size > LIMITS.maxPromptBytes) throw tooLarge(name);
      const bytes = await handle.readFile();
      // A pipe or a device has no size before it is read.
      if (bytes.length > LIMITS.maxPromptBytes) throw tooLarge(name);
      return bytes;
    } finally {
      await handle.close();
    }
  } catch (error) {
    if (error instanceof JackdawError) throw error;
    throw new JackdawError('invalid_request', `${name} cannot be read: ${reasonOf(error)}.${advice}`, {
      cause: error,
    });
  }
}

function tooLarge(name: string): JackdawError {
  return new JackdawError(
    'too_large',
    `${name} is larger than the ${LIMITS.maxPromptBytes / 1e6} MB that one request may have. Send a part of it.`,
  );
}

function notText(name: string): JackdawError {
  return new JackdawError(
    'invalid_request',
    `${name} is not a text file (UTF-8). Only text can be sent with --file.`,
  );
}
