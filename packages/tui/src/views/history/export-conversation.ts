import { writeFile } from 'node:fs/promises';
import type { JackdawClient } from '@jackdaw/core/client';
import { JackdawError, type ConversationSummary } from '@jackdaw/core/protocol';
import { reasonOf } from '../../connect/reason-of.ts';
import { neutralise } from '../../text/index.ts';

const MOST_TRIES = 100;

/**
 * Writes a conversation as Markdown into the working folder, named after its title, never over another file; mode 0600.
 * Gives the file's name. Throws `storage_failed`, and what the call throws.
 */
export async function exportConversation(
  client: JackdawClient,
  { id, title }: Pick<ConversationSummary, 'id' | 'title'>,
): Promise<string> {
  const { text } = await client.call('history.export', { id, format: 'markdown' });
  const stem = stemOf(title);
  for (let count = 1; count <= MOST_TRIES; count += 1) {
    const name = `${stem}${count === 1 ? '' : `-${count}`}.md`;
    try {
      await writeFile(name, neutralise(text), { flag: 'wx', mode: 0o600 });
      return name;
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'EEXIST') continue;
      throw new JackdawError('storage_failed', `${name} cannot be written: ${reasonOf(error)}.`, {
        cause: error,
      });
    }
  }
  throw new JackdawError('storage_failed', `There are ${MOST_TRIES} files named like ${stem}.md already.`);
}

/** A title as the name of a file: letters, digits and single hyphens. */
export function stemOf(title: string): string {
  const stem = title
    .toLocaleLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, '-')
    .replaceAll(/^-|-$/g, '')
    .slice(0, 60);
  return stem === '' ? 'conversation' : stem;
}
