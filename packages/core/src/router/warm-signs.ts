import { TASK_SIGNS } from './signs/index.ts';
import { taskWeights } from './weights/index.ts';

/** Reads the weights and compiles the patterns, one a step: the first reading otherwise pays for all of them, in tens of milliseconds. */
export function* warmSigns(): Generator<void, void, void> {
  taskWeights();
  yield;
  for (const { pattern } of TASK_SIGNS) {
    // The engine compiles to machine code the second time.
    for (let time = 0; time < 2; time++) pattern.test('Where is the nearest warm-up?');
    yield;
  }
}
