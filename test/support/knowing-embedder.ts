import type { Embedder } from '@jackdaw/core';
import { EXAMPLE_PROMPTS } from '../../packages/core/src/router/example-prompts.ts';

const taskOf = new Map(EXAMPLE_PROMPTS.map(([task, prompt]) => [prompt, task]));
const TASKS = [...new Set(taskOf.values())];

/** An embedder that knows what each example asks for: one direction a task, and that of `other` for all else. */
export const KNOWING: Embedder = {
  id: 'knowing',
  dimensions: TASKS.length,
  embed: (texts) => Promise.resolve(texts.map((text) => directionOf(taskOf.get(text) ?? 'other'))),
};

export function directionOf(task: string): Float32Array {
  return Float32Array.from(TASKS, (name) => (name === task ? 1 : 0));
}
