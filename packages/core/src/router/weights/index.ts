export { FIGURES, WORDS } from './task-weights-data.ts';
export { taskWeights } from './task-weights.ts';
export { weighTask } from './weigh-task.ts';
