import path from 'node:path';
import { JackdawError, LIMITS, type Attachment } from '@jackdaw/core/protocol';
import { FILE_LIMITS, kindOfFile, readBytes, readFileAttachment, tooLarge } from '../../attachments/index.ts';

/** A file of `--file`: an image or a PDF goes along with the prompt, a text stands in it. */
export type AskFile = { readonly attachment: Attachment } | { readonly text: string };

const LARGEST = Math.max(LIMITS.maxPromptBytes, FILE_LIMITS.document);
const ADVICE = ' A question that follows --file goes behind "--".';

/** A text is its path as the caller wrote it, then its words in a fence that it cannot end. Throws as `readTextFile`. */
export async function readAskFile(file: string, cwd: string): Promise<AskFile> {
  const place = path.resolve(cwd, file);
  const bytes = await readBytes(place, { name: file, most: LARGEST, advice: ADVICE });
  if (kindOfFile(bytes).type !== 'text') return { attachment: await readFileAttachment(file, place) };
  return { text: fenced(file, decode(file, bytes)) };
}

/** The text of a file. Throws `invalid_request` where it is missing, unreadable or not text, `too_large` where it is too large. */
export async function readTextFile(file: string, cwd: string, advice = ''): Promise<string> {
  const bytes = await readBytes(path.resolve(cwd, file), { name: file, most: LIMITS.maxPromptBytes, advice });
  return decode(file, bytes);
}

function decode(file: string, bytes: Buffer): string {
  if (bytes.length > LIMITS.maxPromptBytes) throw tooLarge(file, LIMITS.maxPromptBytes);
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

function notText(name: string): JackdawError {
  return new JackdawError(
    'invalid_request',
    `${name} is not a text file (UTF-8). Only text, images (PNG, JPEG, GIF, WebP) and PDF can be sent with --file.`,
  );
}
