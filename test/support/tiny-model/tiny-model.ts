import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { lookupModel } from './onnx.ts';
import { TINY_TOKENIZER_CONFIG, TINY_VOCABULARY, tinyTokenizer } from './tokenizer.ts';

export interface TinyModelOptions {
  /** Another seed is another model: other bytes, other vectors. */
  readonly seed?: number;
  readonly dimensions?: number;
  /** Every token has the same vector, so that all texts look alike: a broken model. */
  readonly blind?: boolean;
  /** Makes the model as large and as slow as the real one, for benchmarks. */
  readonly fullSize?: boolean;
}

/** Of all-MiniLM-L6-v2: rows of its vocabulary, and what its linear layers multiply for a token, in 384 × 384 units. */
const FULL_ROWS = 30_522;
const FULL_MULTIPLICATIONS = 6 * 12;

/** The files of a model folder, by their names: vectors are means of a random vector for each token. */
export function tinyModel(options: TinyModelOptions = {}): Readonly<Record<string, Buffer>> {
  const { seed = 1, dimensions = 384, blind = false, fullSize = false } = options;
  const table = new Float32Array((fullSize ? FULL_ROWS : TINY_VOCABULARY.length) * dimensions);
  let state = seed;
  for (let index = 0; index < table.length; index++) {
    const token = TINY_VOCABULARY[Math.floor(index / dimensions)];
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    // What stands in every text would make all texts alike.
    if (token === '[CLS]' || token === '[SEP]') continue;
    table[index] = blind ? 1 : state / 2 ** 31 - 1;
  }
  const json = (value: object) => Buffer.from(JSON.stringify(value));
  return {
    'config.json': json({ model_type: 'bert', architectures: ['BertModel'], hidden_size: dimensions }),
    'tokenizer.json': json(tinyTokenizer()),
    'tokenizer_config.json': json(TINY_TOKENIZER_CONFIG),
    'onnx/model_quantized.onnx': lookupModel(table, dimensions, fullSize ? FULL_MULTIPLICATIONS : 0),
  };
}

/** Writes the files into `folder`, which need not be there. */
export function writeModel(folder: string, files: Readonly<Record<string, Buffer>>): void {
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), content);
  }
}

/** Name, size and hash of each file, as the daemon pins those of the real model. */
export function pinsOf(files: Readonly<Record<string, Buffer>>) {
  return Object.entries(files).map(([name, content]) => ({
    name,
    bytes: content.length,
    sha256: createHash('sha256').update(content).digest('hex'),
  }));
}
