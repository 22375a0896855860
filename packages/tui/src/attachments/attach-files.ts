import { stat } from 'node:fs/promises';
import path from 'node:path';
import { JackdawError, LIMITS, type Attachment } from '@jackdaw/core/protocol';
import { findMentions, type Mention } from './find-mentions.ts';
import { readFileAttachment } from './read-file-attachment.ts';
import { resolvePath, type PathPlace } from './resolve-path.ts';

/** Bytes of all files of a question together: what fits into one frame as base64, with room for the words. */
const MOST_BYTES = 11_000_000;

/**
 * The files that a prompt names. A name that is no file is no error unless it reads like one (quoted, or with an
 * ending): people are mentioned with an @, too. Throws `invalid_request` and `too_large` that name the file.
 */
export async function attachFiles(prompt: string, place: PathPlace): Promise<readonly Attachment[]> {
  const attached = new Map<string, Attachment>();
  let bytes = 0;
  for (const mention of findMentions(prompt)) {
    const file = resolvePath(mention.path, place);
    if (attached.has(file)) continue;
    const found = await stat(file).catch(() => null);
    if (found === null && !readsLikeFile(mention)) continue;
    if (found === null) throw missing(mention, file);
    if (found.isDirectory()) {
      if (!readsLikeFile(mention)) continue;
      throw new JackdawError(
        'invalid_request',
        `${mention.path} is a folder. Attach the files in it that matter.`,
      );
    }
    if (attached.size === LIMITS.maxAttachments) {
      throw new JackdawError(
        'too_large',
        `More than ${LIMITS.maxAttachments} files cannot go with one question.`,
      );
    }
    const attachment = await readFileAttachment(mention.path, file);
    bytes +=
      attachment.type === 'text' ? Buffer.byteLength(attachment.text) : (attachment.data.length * 3) / 4;
    if (bytes > MOST_BYTES) {
      throw new JackdawError(
        'too_large',
        `The attached files have more than ${MOST_BYTES / 1e6} MB together. Ask with fewer of them.`,
      );
    }
    attached.set(file, attachment);
  }
  return [...attached.values()];
}

function readsLikeFile({ quoted, path: name }: Mention): boolean {
  return quoted || /^[~.]{0,2}\//.test(name) || /^\.[a-z][a-z0-9]{0,4}$/i.test(path.extname(name));
}

function missing({ path: name }: Mention, file: string): JackdawError {
  const where = file.endsWith(name) ? '' : ` (${file})`;
  return new JackdawError(
    'invalid_request',
    `There is no file ${name}${where}, so nothing was sent. Mend its name; where it is no file, write \\@${name}.`,
  );
}
