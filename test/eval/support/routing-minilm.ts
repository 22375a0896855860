import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createSystemClock, type Embedder } from '@jackdaw/core';
import { createMiniLmEmbedder } from '../../../packages/daemon/src/embedder/index.ts';
import { UsageError } from './usage-error.ts';

/** Works with the real model, from the folder that MINILM_FOLDER names. Throws UsageError where it is not there. */
export async function withMiniLm<Result>(work: (embedder: Embedder) => Promise<Result>): Promise<Result> {
  const temporary = mkdtempSync(path.join(tmpdir(), 'jackdaw-eval-'));
  const quiet = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };
  const embedder = createMiniLmEmbedder({
    folder: process.env['MINILM_FOLDER'] ?? null,
    cacheFolder: temporary,
    allowDownload: false,
    clock: createSystemClock(),
    log: quiet,
  });
  try {
    return await work(embedder);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new UsageError(
      `MiniLM cannot embed here: ${reason} Set MINILM_FOLDER to the folder of the model, or use --embedder lexical.`,
    );
  } finally {
    await embedder.close();
    rmSync(temporary, { recursive: true, force: true });
  }
}
