import type { TaskType } from './task-type.ts';
import { shapeOf, type MessageShape } from './message-shape.ts';
import { TASK_SIGNS, type TaskSign } from './signs/index.ts';
import type { PromptVector } from '../semantic/embedder.ts';
import { likenessToTasks, type TaskPrototypes } from './task-prototypes.ts';

/** A message's vector, and the examples that the same embedder has embedded. */
export interface Likeness {
  readonly vector: PromptVector;
  readonly prototypes: TaskPrototypes;
}

export interface Evidence {
  readonly task: TaskSign['task'];
  /** For people. */
  readonly sign: string;
  readonly weight: number;
  /** As of the sign. */
  readonly isFirm?: true;
}

/** What the signs of a message say, before its words are weighed. */
export interface SignReading {
  readonly shape: MessageShape;
  /** The part of the message that says what is wanted: what it works on is left out, where it says so. */
  readonly wish: string;
  readonly evidence: readonly Evidence[];
  /** The task with most evidence; `other` where the signs are weak or level. */
  readonly task: TaskType;
  /** 0 to 1: the share of all evidence, and of doubt, that speaks for the task. */
  readonly confidence: number;
}

type Named = TaskSign['task'];

/** A first clause, and no more of it than people need to say what they want. */
const OPENING = /^[^\n:："“«„]{0,200}/;
const TEXT_WORK: ReadonlySet<TaskType> = new Set(['summarisation', 'translation', 'extraction']);
const SAYS_SO = 3;

/** Evidence that counts against every guess: with one weak sign alone nobody should be sure. */
const DOUBT = 1;
/** Up to this confidence the task is `other`, which goes to the balanced tier. */
const UNSURE = 0.5;
/** Too weak a model costs the answer, too able a one cents: in doubt it is reasoning. */
const UNSURE_OF_REASONING = 0.4;
/** And a question is only simple where that is clear. */
const UNSURE_OF_QUESTION = 0.5;
/** Who asks for fields wants more than a sentence; what is to be reasoned about stays that. */
const FIELDS_TO_FILL: Evidence = { task: 'extraction', sign: 'a schema to fill', weight: 2, isFirm: true };
/** From this weight on, another task's signs say what a question is about. */
const CONTENT = 1.5;
const FORM_BESIDE_CONTENT = 0.3;

/**
 * Reads a message by its signs; a schema that the answer must satisfy is a sign of its own. Signs in its words, its
 * shape, and its likeness to example prompts each add weight to a task; the highest sum wins, and confidence is its
 * share of all evidence and doubt. Up to 0.5 the task is `other`: two tasks are level, or one weak sign stands alone.
 */
export function readSigns(message: string, likeness?: Likeness, hasSchema = false): SignReading {
  const shape = shapeOf(message);
  const opening = OPENING.exec(shape.instruction)?.[0] ?? shape.instruction;
  const named = workOnAText(opening);
  const evidence = [
    ...(named ?? [...signsIn(shape.instruction), ...signsOfShape(shape)]),
    ...(likeness === undefined ? [] : signsOfLikeness(likeness)),
    ...(hasSchema ? [FIELDS_TO_FILL] : []),
  ];
  const wish = named === null ? shape.instruction : opening;
  return { shape, wish, evidence, ...strongest(evidence) };
}

function signsIn(instruction: string): Evidence[] {
  return TASK_SIGNS.filter(({ pattern }) => pattern.test(instruction));
}

/**
 * The signs of the opening alone, where it says what to do with a text: what follows is material, and may speak of
 * anything. Null where the opening says no such thing.
 */
function workOnAText(opening: string): Evidence[] | null {
  const signs = signsIn(opening);
  return signs.some(({ task, weight }) => TEXT_WORK.has(task) && weight >= SAYS_SO) ? signs : null;
}

function signsOfShape(shape: MessageShape): Evidence[] {
  const found: Evidence[] = [];
  const add = (task: Named, sign: string, weight: number): void => {
    found.push({ task, sign, weight });
  };
  const { wordCount, hasFence, codeLines, traceLines, numberCount, questionCount, partCount, startsTelling } =
    shape;
  const isCode = hasFence || codeLines >= 2 || traceLines >= 2;

  if (hasFence) add('code_generation', 'a code block', 3);
  if (codeLines >= 2) add('code_generation', 'lines of code', codeLines >= 5 ? 4.5 : 3);
  else if (codeLines === 1) add('code_generation', 'a line of code', 1.5);
  if (traceLines >= 2) add('code_generation', 'a stack trace', 3);

  if (!isCode && numberCount >= 3 && wordCount >= 12 && wordCount <= 160) {
    add('complex_reasoning', 'numbers to reckon with', questionCount > 0 ? 3 : 1);
  } else if (!isCode && numberCount >= 2 && wordCount >= 10 && questionCount > 0) {
    add('complex_reasoning', 'numbers to reckon with', 2);
  }
  if (!isCode && startsTelling && wordCount >= 14) {
    add('complex_reasoning', 'a case, and a question about it', 1.5);
  }
  if (!isCode && questionCount >= 3) add('complex_reasoning', 'several questions at once', 1);
  if (!isCode && partCount >= 2 && questionCount > 0 && wordCount >= 20) {
    add('complex_reasoning', 'a question of several parts', 1.5);
  }

  if (!isCode && questionCount > 0 && wordCount >= 28 && wordCount <= 200) {
    add('complex_reasoning', 'a long question', 1);
  }

  if (wordCount > 60) add('simple_qa', 'a long text', -6);
  else if (wordCount > 28) add('simple_qa', 'a long question', -3);
  else if (wordCount > 18) add('simple_qa', 'a question of some length', -1);
  else if (questionCount === 1) add('simple_qa', 'a short question', wordCount <= 2 ? 2 : 1);
  if (questionCount === 0 && wordCount > 12) add('simple_qa', 'no question mark', -1.5);
  if (isCode) add('simple_qa', 'code to look at', -4);
  return found;
}

function signsOfLikeness({ vector, prototypes }: Likeness): Evidence[] {
  return likenessToTasks(vector, prototypes).map(({ task, weight }) => ({
    task,
    sign: 'like other prompts of its kind',
    weight,
  }));
}

function bound(task: TaskType): number {
  if (task === 'complex_reasoning') return UNSURE_OF_REASONING;
  return task === 'simple_qa' ? UNSURE_OF_QUESTION : UNSURE;
}

function strongest(evidence: readonly Evidence[]): Pick<SignReading, 'task' | 'confidence'> {
  const scores = new Map<Named, number>();
  for (const { task, weight } of evidence) scores.set(task, (scores.get(task) ?? 0) + weight);
  const most = Math.max(0, ...[...scores].map(([task, score]) => (task === 'simple_qa' ? 0 : score)));
  // To be a question is a form, and yields to what is asked.
  if (most >= CONTENT) scores.set('simple_qa', (scores.get('simple_qa') ?? 0) * FORM_BESIDE_CONTENT);
  let best: TaskType = 'other';
  let bestScore = 0;
  let all = DOUBT;
  for (const [task, score] of scores) {
    if (score <= 0) continue;
    all += score;
    if (score > bestScore) [best, bestScore] = [task, score];
  }
  const confidence = Math.round((bestScore / all) * 100) / 100;
  return { task: confidence <= bound(best) ? 'other' : best, confidence };
}
