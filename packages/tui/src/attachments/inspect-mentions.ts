import { open, stat } from 'node:fs/promises';
import type { Attached } from '@jackdaw/core/protocol';
import { describeAttached } from './describe-attached.ts';
import { findMentions } from './find-mentions.ts';
import { HEAD_BYTES, kindOfFile } from './kind-of-file.ts';
import { resolvePath, type PathPlace } from './resolve-path.ts';

/** Files that are looked at while somebody types. */
const MOST = 20;

/** One line on the files that a prompt names so far: `photo.png (image, 1.2 MB) · notes.md (text, 3 KB)`; null without any. Never throws. */
export async function inspectMentions(prompt: string, place: PathPlace): Promise<string | null> {
  const paths = [...new Set(findMentions(prompt).map((mention) => mention.path))].slice(0, MOST);
  const found = await Promise.all(paths.map((name) => inspect(name, resolvePath(name, place))));
  const files = found.filter((file) => file !== null);
  return files.length === 0 ? null : files.map(describeAttached).join(' · ');
}

async function inspect(name: string, file: string): Promise<Attached | null> {
  try {
    const found = await stat(file);
    if (!found.isFile()) return null;
    const handle = await open(file, 'r');
    try {
      const { buffer } = await handle.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
      return { name, type: kindOfFile(buffer).type, bytes: found.size };
    } finally {
      await handle.close();
    }
  } catch {
    return null;
  }
}
