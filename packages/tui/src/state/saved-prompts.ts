import fs from 'node:fs/promises';
import path from 'node:path';
import { makeFolder } from '../connect/make-folder.ts';

const KEPT = 500;

/** Earlier prompts for recall, one JSON string a line in `prompts.jsonl`, oldest first. Nobody else may read it. */
export interface SavedPrompts {
  /** Empty where there is no file or it cannot be read. */
  load(): Promise<readonly string[]>;
  /** Losing one is no failure of the chat: errors are dropped. */
  append(prompt: string): Promise<void>;
}

export function createSavedPrompts(folder: string): SavedPrompts {
  const file = path.join(folder, 'prompts.jsonl');
  return {
    async load() {
      const text = await fs.readFile(file, 'utf8').catch(() => '');
      const prompts = text.split('\n').flatMap(parseLine);
      if (prompts.length > 2 * KEPT) await rewrite(file, prompts.slice(-KEPT)).catch(() => {});
      return prompts.slice(-KEPT);
    },
    async append(prompt) {
      try {
        makeFolder(folder);
        await fs.appendFile(file, `${JSON.stringify(prompt)}\n`, { mode: 0o600 });
      } catch {
        // A full disk must not stop the question itself.
      }
    },
  };
}

async function rewrite(file: string, prompts: readonly string[]): Promise<void> {
  const fresh = `${file}.${process.pid}`;
  await fs.writeFile(fresh, prompts.map((prompt) => `${JSON.stringify(prompt)}\n`).join(''), { mode: 0o600 });
  await fs.rename(fresh, file);
}

function parseLine(line: string): string[] {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'string' ? [value] : [];
  } catch {
    return [];
  }
}
