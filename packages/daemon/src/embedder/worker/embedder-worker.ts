// The worker thread that holds the model: inference is synchronous native code and would block the daemon.
import { parentPort } from 'node:worker_threads';
import { checkSanity } from './sanity-check.ts';
import type { FromWorker, ToWorker } from './messages.ts';
import { loadTextModel, type TextModel } from './text-model.ts';

const port = parentPort;
if (port === null) throw new Error('embedder-worker runs as a worker thread of the daemon.');

let model: TextModel | null = null;

async function answer(message: ToWorker): Promise<FromWorker | null> {
  switch (message.type) {
    case 'load': {
      const { embed } = (model = await loadTextModel(message.folder));
      const dimensions = (await embed('a'))?.length ?? 0;
      return { type: 'loaded', dimensions, sanity: await checkSanity(embed) };
    }
    case 'embed': {
      // One by one: eight-bit weights scale their inputs over the whole batch, so that in a batch a text would get
      // another vector than by itself, and the same question would not be the same.
      const vectors: (Float32Array<ArrayBuffer> | null)[] = [];
      for (const text of message.texts) vectors.push((await model?.embed(text)) ?? null);
      return { type: 'vectors', vectors };
    }
    case 'stop':
      await model?.dispose();
      return null;
  }
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if ('code' in error && error.code === 'ERR_MODULE_NOT_FOUND') {
    return 'the package @xenova/transformers is not installed; install @huggingface/transformers under that name';
  }
  return error.message;
}

let line = Promise.resolve();

async function serve(message: ToWorker): Promise<void> {
  const reply = await answer(message).catch((error: unknown): FromWorker => ({
    type: 'failed',
    reason: reasonOf(error),
  }));
  if (reply === null || message.type === 'stop') {
    port?.close();
    return;
  }
  const buffers = reply.type === 'vectors' ? reply.vectors.flatMap((vector) => vector?.buffer ?? []) : [];
  port?.postMessage(reply, buffers);
}

port.on('message', (message: ToWorker) => {
  line = line.then(() => serve(message));
});
