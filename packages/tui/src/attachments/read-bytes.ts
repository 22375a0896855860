import { open } from 'node:fs/promises';
import { JackdawError } from '@jackdaw/core/protocol';
import { reasonOf } from '../connect/reason-of.ts';

/** All of a file, if it has at most so many bytes. Throws `invalid_request` where it cannot be read, `too_large`. */
export async function readBytes(
  file: string,
  limits: { readonly name: string; readonly most: number; readonly advice?: string },
): Promise<Buffer> {
  const { name, most, advice = '' } = limits;
  try {
    const handle = await open(file, 'r');
    try {
      const { size } = await handle.stat();
      if (size > most) throw tooLarge(name, most);
      const bytes = await handle.readFile();
      // A pipe or a device has no size before it is read.
      if (bytes.length > most) throw tooLarge(name, most);
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

export function tooLarge(name: string, most: number): JackdawError {
  return new JackdawError(
    'too_large',
    `${name} is larger than the ${most / 1e6} MB that one request may have. Send a part of it.`,
  );
}
