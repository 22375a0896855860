import path from 'node:path';
import { isReadableText } from './readable-text.ts';

export interface TextModel {
  /** A vector of length 1, of its own memory; null for a text that the model cannot do justice to. */
  embed(text: string): Promise<Float32Array<ArrayBuffer> | null>;
  /** Gives the native memory back. */
  dispose(): Promise<void>;
}

/** Tokens that the model was trained on, `[CLS]` and `[SEP]` included: model card of all-MiniLM-L6-v2. */
const MOST_TOKENS = 256;
/** `[CLS]` and `[SEP]` alone: white space and control characters leave nothing. */
const NO_TOKENS = 2;

/**
 * Runs the model in `folder` by transformers.js, on one thread: as quick as two for short texts. Rejects with the
 * package's error, or with that of the import where the package is not installed.
 */
export async function loadTextModel(folder: string): Promise<TextModel> {
  const { env, pipeline } = await import('@xenova/transformers');
  env.allowRemoteModels = false;
  env.useFSCache = false;
  // An absolute path, which cannot be mistaken for a name at the hub.
  const extract = await pipeline('feature-extraction', path.resolve(folder), {
    dtype: 'q8',
    device: 'cpu',
    session_options: { intraOpNumThreads: 1, interOpNumThreads: 1 },
  });
  const { tokenizer } = extract;
  const unknown = tokenizer.unk_token_id;

  return {
    async embed(text) {
      if (!isReadableText(text)) return null;
      const ids = tokenizer.encode(text);
      if (ids.length > MOST_TOKENS || ids.length <= NO_TOKENS) return null;
      if (unknown !== undefined && ids.includes(unknown)) return null;
      const { data } = await extract(text, { pooling: 'mean', normalize: true });
      return Float32Array.from(data, Number);
    },
    dispose: async () => {
      await extract.dispose();
    },
  };
}
