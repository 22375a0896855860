import type { Embedder, PromptVector } from '../semantic/embedder.ts';
import type { TaskType } from './task-type.ts';
import { EXAMPLE_PROMPTS } from './example-prompts.ts';

/** The example prompts, embedded by one embedder. */
export interface TaskPrototypes {
  readonly embedderId: string;
  readonly examples: readonly { readonly task: TaskType; readonly vector: Float32Array }[];
  /** 0 to 1: how well the examples tell each other's tasks, each judged by all others. What their word is worth. */
  readonly reliability: number;
}

/** Neighbours that have a say. */
const NEIGHBOURS = 5;
/** Most weight that likeness can add to a task: as much as a strong sign, where the embedder tells every example. */
const MOST_WEIGHT = 3;
/**
 * An embedder that tells its own examples no better than this has no say: the one of words (0.13, measured) sees what a
 * prompt is about, hardly what it asks for.
 */
const LEAST_RELIABILITY = 0.25;
/** Neighbours that are no nearer than this say nothing. */
const LEAST_SIMILARITY = 0.15;

/** What likeness may speak for. A mere likeness never makes a question a simple one: in doubt it goes to the balanced tier. */
type NamedTask = Exclude<TaskType, 'other' | 'simple_qa'>;

/**
 * Embeds the examples: once a start and embedder. Rejects with what the embedder throws, on abort with
 * `signal.reason`. Examples that it refuses are left out.
 */
export async function embedPrototypes(embedder: Embedder, signal: AbortSignal): Promise<TaskPrototypes> {
  const vectors = await embedder.embed(
    EXAMPLE_PROMPTS.map(([, prompt]) => prompt),
    signal,
  );
  return prototypesOf(embedder.id, vectors);
}

function prototypesOf(
  embedderId: string,
  vectors: readonly (Float32Array | null | undefined)[],
): TaskPrototypes {
  const examples = EXAMPLE_PROMPTS.flatMap(([task], index) => {
    const vector = vectors[index];
    return vector === null || vector === undefined ? [] : [{ task, vector }];
  });
  return { embedderId, examples, reliability: reliabilityOf(examples) };
}

/** What the nearest examples say; nothing where the vector is another embedder's. About 60 µs for 200 examples. */
export function likenessToTasks(
  { embedderId, vector }: PromptVector,
  prototypes: TaskPrototypes,
): readonly { readonly task: NamedTask; readonly weight: number }[] {
  if (embedderId !== prototypes.embedderId || prototypes.reliability < LEAST_RELIABILITY) return [];
  const votes = votesFor(vector, prototypes.examples, -1);
  const total = [...votes.values()].reduce((sum, vote) => sum + vote, 0);
  const weighed: { task: NamedTask; weight: number }[] = [];
  for (const [task, vote] of votes) {
    if (task === 'other' || task === 'simple_qa') continue;
    weighed.push({ task, weight: (MOST_WEIGHT * prototypes.reliability * vote) / total });
  }
  return weighed;
}

/** The nearest examples' similarities, summed by task. */
function votesFor(
  vector: Float32Array,
  examples: TaskPrototypes['examples'],
  leftOut: number,
): ReadonlyMap<TaskType, number> {
  const near: { readonly task: TaskType; readonly similarity: number }[] = [];
  for (const [index, example] of examples.entries()) {
    if (index === leftOut) continue;
    const similarity = dot(vector, example.vector);
    if (similarity < LEAST_SIMILARITY) continue;
    if (near.length === NEIGHBOURS && similarity <= (near[NEIGHBOURS - 1]?.similarity ?? 0)) continue;
    const place = near.findIndex((other) => other.similarity < similarity);
    near.splice(place === -1 ? near.length : place, 0, { task: example.task, similarity });
    if (near.length > NEIGHBOURS) near.pop();
  }
  const votes = new Map<TaskType, number>();
  for (const { task, similarity } of near) votes.set(task, (votes.get(task) ?? 0) + similarity ** 2);
  return votes;
}

function reliabilityOf(examples: TaskPrototypes['examples']): number {
  if (examples.length === 0) return 0;
  const kinds = new Set(examples.map(({ task }) => task)).size;
  let right = 0;
  for (const [index, { task, vector }] of examples.entries()) {
    let best: TaskType | null = null;
    let most = 0;
    for (const [voted, vote] of votesFor(vector, examples, index)) {
      if (vote > most) [best, most] = [voted, vote];
    }
    if (best === task) right += 1;
  }
  const chance = 1 / kinds;
  return Math.max(0, (right / examples.length - chance) / (1 - chance));
}

function dot(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let index = 0; index < a.length; index += 1) sum += (a[index] ?? 0) * (b[index] ?? 0);
  return sum;
}
