// Trains the weights by which the router tells tasks; run by hand, the output is committed:
//   node scripts/task-weights.mjs FOLDER    (writes packages/core/src/router/weights/task-weights-data.ts)
// FOLDER holds clinc150/data_full.json, banking77/train.csv, prompts/*.jsonl and treccast/*_topics_v1.0.json (their sources stand in the header below).
import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from './root.mjs';
import { trainingPrompts } from './task-weights/training-prompts.mjs';
import { trainWeights } from './task-weights/train-weights.mjs';
import { printWeights } from './task-weights/print-weights.mjs';

const folder = process.argv[2];
if (folder === undefined) throw new Error('usage: node scripts/task-weights.mjs FOLDER');

// Loaded by path: the sources of core belong to another project of the type checker.
const load = (/** @type {string} */ file) =>
  import(pathToFileURL(path.join(root, 'packages/core/src/router', file)).href);
/** @type {{ TASK_TYPES: readonly string[] }} */
const { TASK_TYPES } = await load('task-type.ts');
/** @type {{ readSigns: (message: string) => unknown }} */
const { readSigns } = await load('read-signs.ts');
/** @type {{ taskFeatures: (reading: unknown) => [name: string, amount: number][] }} */
const { taskFeatures } = await load('weights/task-features.ts');

const prompts = await trainingPrompts(folder);
const examples = prompts.map(({ prompt, task, weight }) => ({
  features: taskFeatures(readSigns(prompt)),
  label: TASK_TYPES.indexOf(task),
  weight,
}));
const weights = trainWeights(examples, TASK_TYPES.length);
const output = path.join(root, 'packages/core/src/router/weights/task-weights-data.ts');
fs.writeFileSync(output, printWeights(weights, TASK_TYPES));
process.stdout.write(`${prompts.length} prompts, ${weights.size} features\n`);
