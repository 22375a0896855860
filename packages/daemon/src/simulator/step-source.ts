import { createHash } from 'node:crypto';
import type { ErrorDescription } from './error-body.ts';
import { describeScenario, findScenario, scenarioSteps } from './scenarios/index.ts';
import type { ScriptItem, Step } from './scenario.ts';

/** Where the step for a request comes from: one step, or several that follow each other for the same messages. */
export interface StepChoice {
  readonly servedBy: string;
  readonly steps: readonly Step[];
}

/** A request for a step that cannot be met; always visible, never a default answer instead. */
export interface NoStep {
  readonly status: 404 | 500;
  readonly error: ErrorDescription;
}

export interface StepSource {
  /** Sets the queue of a key (`'*'`: of every key without its own), in place of what was left in it. */
  readonly script: (apiKey: string, items: readonly ScriptItem[]) => void;
  /** The first match of: scenario in the path, queue of the key, scenario in the header. Takes a step off the queue. */
  readonly choose: (from: {
    readonly pathScenario: string | undefined;
    readonly headerScenario: string | undefined;
    readonly apiKey: string | undefined;
  }) => StepChoice | NoStep | undefined;
  /** The scenario with this id. */
  readonly chooseScenario: (id: string) => StepChoice | NoStep;
  /** The step of a choice for these messages: each repetition of the same messages goes one further, in a circle. */
  readonly stepFor: (choice: StepChoice, apiKey: string | undefined, messages: unknown) => Step;
  readonly reset: () => void;
}

interface Queue {
  readonly steps: { readonly step: Step; left: number }[];
  readonly length: number;
  taken: number;
}

export function createStepSource(): StepSource {
  const queues = new Map<string, Queue>();
  const repetitions = new Map<string, number>();

  const chooseScenario = (id: string): StepChoice | NoStep => {
    const scenario = findScenario(id);
    if (scenario === undefined) return { status: 404, error: { message: describeScenario(id) } };
    return { servedBy: `scenario ${id}`, steps: scenarioSteps(id) };
  };

  return {
    chooseScenario,
    script: (apiKey, items) => {
      const steps = items.flatMap(expandItem).map((step) => ({
        step,
        left: step.times === 'forever' ? Number.POSITIVE_INFINITY : (step.times ?? 1),
      }));
      queues.set(apiKey, { steps, length: steps.length, taken: 0 });
    },
    choose: ({ pathScenario, headerScenario, apiKey }) => {
      if (pathScenario !== undefined) return chooseScenario(pathScenario);
      const owner = apiKey !== undefined && queues.has(apiKey) ? apiKey : '*';
      const queue = queues.get(owner);
      if (queue !== undefined) return takeStep(queue, owner);
      return headerScenario === undefined ? undefined : chooseScenario(headerScenario);
    },
    stepFor: ({ servedBy, steps }, apiKey, messages) => {
      const [only] = steps;
      if (steps.length === 1 && only !== undefined) return only;
      const key = JSON.stringify([servedBy, apiKey ?? '', digest(messages)]);
      const repetition = repetitions.get(key) ?? 0;
      repetitions.set(key, repetition + 1);
      return steps[repetition % steps.length] ?? {};
    },
    reset: () => {
      queues.clear();
      repetitions.clear();
    },
  };
}

/** A short name for a request's messages, to tell a repetition. */
export function digest(messages: unknown): string {
  return createHash('sha256')
    .update(JSON.stringify(messages) ?? '')
    .digest('base64url')
    .slice(0, 16);
}

/** The steps behind an item of a script. Throws an `Error` that names an unknown scenario. */
function expandItem(item: ScriptItem): readonly Step[] {
  if (typeof item === 'string') return scenarioSteps(item);
  if (item.scenario === undefined) return [item];
  const { scenario, ...own } = item;
  return [{ ...scenarioSteps(scenario).at(-1), ...own }];
}

function takeStep(queue: Queue, owner: string): StepChoice | NoStep {
  const next = queue.steps.find(({ left }) => left > 0);
  if (next === undefined) {
    const whose = owner === '*' ? 'every key' : 'this key';
    const message =
      `Simulator: the script for ${whose} is exhausted. All ${queue.length} steps were used and one more request came. ` +
      'Add a step, or find out why the client asked again.';
    return { status: 500, error: { type: 'api_error', message, code: 'simulator_script_exhausted' } };
  }
  next.left -= 1;
  queue.taken += 1;
  return {
    servedBy: `script ${owner === '*' ? '* ' : ''}step ${queue.steps.indexOf(next) + 1}`,
    steps: [next.step],
  };
}
