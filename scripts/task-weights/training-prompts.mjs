import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from '../root.mjs';
import { createRandom, shuffle } from './random.mjs';

/** How a collection as a whole, or the form of a question, tells the task: not as sure as a label by hand. */
const CUSTOMERS = 0.4;
const CATEGORY = 0.4;
const FORM = 0.45;
/** Questions of one kind throughout, and few other training prompts are of it. */
const FOLLOWING = 0.8;
/** The signs were tuned on these: they look better there than they are. */
const SEEN_BY_SIGNS = 0.5;
const CAST_PROMPTS = 500;
const CLINC_PROMPTS = 350;
const BANKING_PROMPTS = 250;
const QUESTION =
  /^(?:what|how|when|where|who|which|is|are|can i|do i|does|do you|why|did|will|should|whats|what's|could you tell|tell me|am i|has)\b/;
const CATEGORIES = /** @type {Record<string, string>} */ ({
  coding: 'code_generation',
  math: 'complex_reasoning',
  creative_writing: 'creative',
});

/**
 * The prompts to train with: the project's own, the tuned halves of those labelled by hand, and public ones whose
 * collection tells the task. None that is kept apart for measuring, and none that is a wording of one.
 * @typedef {{ prompt: string, task: string, weight: number }} TrainingPrompt
 * @param {string} data
 * @returns {Promise<TrainingPrompt[]>}
 */
export async function trainingPrompts(data) {
  const evaluations = path.join(root, 'test/eval');
  /** @type {{ readRoutingPrompts: (source: object) => { id: string, prompt: string, task: string }[] }} */
  const { readRoutingPrompts } = await import(
    pathToFileURL(path.join(evaluations, 'support/routing-prompts.ts')).href
  );
  const read = (/** @type {string} */ name, /** @type {string} */ part) =>
    readRoutingPrompts({ file: path.join(evaluations, `${name}.jsonl`), data, part });
  const weigh = (/** @type {{ prompt: string, task: string }[]} */ rows, /** @type {number} */ weight) =>
    rows.map(({ prompt, task }) => ({ prompt, task, weight }));

  const labelled = ['routing-labels', 'routing-fresh-labels'];
  const measured = ['routing-plain', 'routing-fresh', 'routing-howto', ...labelled].flatMap((name) =>
    read(name, 'all'),
  );
  const usedIds = new Set(measured.map(({ id }) => turnOf(id)));
  const usedTexts = new Set(measured.map(({ prompt }) => prompt.trim().toLowerCase()));
  const isFree = (/** @type {{ id: string, prompt: string }} */ { id, prompt }) =>
    !usedIds.has(turnOf(id)) && !usedTexts.has(prompt.trim().toLowerCase());
  const sample = (
    /** @type {{ id: string, prompt: string, task: string }[]} */ rows,
    /** @type {number} */ n,
  ) => shuffle(rows.filter(isFree), createRandom(3)).slice(0, n);

  return [
    ...weigh(read('routing-train', 'all'), 1),
    ...weigh([...read('routing-fresh', 'tuned'), ...read('routing-howto', 'tuned')], SEEN_BY_SIGNS),
    ...weigh(read('routing-own', 'all'), SEEN_BY_SIGNS),
    ...weigh(
      labelled.flatMap((name) => read(name, 'tuned')),
      1,
    ),
    ...weigh(read('routing-train-labels', 'all').filter(isFree), 1),
    ...weigh(arenaPrompts(data).filter(isFree), CATEGORY),
    ...weigh(sample(castPrompts(data), CAST_PROMPTS), FOLLOWING),
    ...weigh(sample(clincPrompts(data), CLINC_PROMPTS), FORM),
    ...weigh(sample(bankingPrompts(data), BANKING_PROMPTS), CUSTOMERS),
  ];
}

/** Two wordings of one turn are one. @param {string} id */
function turnOf(id) {
  return id.startsWith('treccast/') ? id.split('/').slice(0, 2).join('/') : id;
}

/** @param {string} data */
function arenaPrompts(data) {
  const rows = fs.readFileSync(path.join(data, 'prompts/arena-hard-v2.0.jsonl'), 'utf8').trim().split('\n');
  return rows.map((row) => {
    const { uid, prompt, subcategory } = JSON.parse(row);
    const task = CATEGORIES[subcategory];
    if (task === undefined) throw new Error(`arena-hard-v2.0 has a category more: ${subcategory}`);
    return { id: `arena-hard-v2.0/${uid.slice(0, 16)}`, prompt: String(prompt), task };
  });
}

/** @param {string} data */
function castPrompts(data) {
  return ['2019_evaluation', '2020_manual_evaluation', '2021_manual_evaluation'].flatMap((name) => {
    const topics = JSON.parse(
      fs.readFileSync(path.join(data, 'treccast', `${name}_topics_v1.0.json`), 'utf8'),
    );
    return topics.flatMap((/** @type {any} */ topic) =>
      topic.turn.flatMap((/** @type {any} */ turn) =>
        ['raw_utterance', 'manual_rewritten_utterance']
          .map((key) => turn[key])
          .filter((text) => typeof text === 'string')
          .map((text) => ({
            id: `treccast/${topic.number}_${turn.number}`,
            prompt: text.trim(),
            task: 'simple_qa',
          })),
      ),
    );
  });
}

/** @param {string} data */
function clincPrompts(data) {
  const { train, oos_train } = JSON.parse(
    fs.readFileSync(path.join(data, 'clinc150/data_full.json'), 'utf8'),
  );
  return [...train, ...oos_train].map(([prompt], at) => ({
    id: `clinc150/train/${at}`,
    prompt: String(prompt),
    task: QUESTION.test(prompt) ? 'simple_qa' : 'other',
  }));
}

/** What customers ask. @param {string} data */
function bankingPrompts(data) {
  const rows = fs.readFileSync(path.join(data, 'banking77/train.csv'), 'utf8').trim().split('\n').slice(1);
  return rows.map((row, at) => ({
    id: `banking77/train/${at}`,
    prompt: row.slice(0, row.lastIndexOf(',')).replace(/^"|"$/g, ''),
    task: 'simple_qa',
  }));
}
