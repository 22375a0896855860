import type { Scenario, Step } from '../scenario.ts';
import { httpScenarios } from './http.ts';
import { structuredScenarios } from './structured.ts';
import { successScenarios } from './success.ts';
import { transportScenarios } from './transport.ts';

/** Every scenario, by topic. */
export const scenarios: readonly Scenario[] = [
  ...successScenarios,
  ...structuredScenarios,
  ...httpScenarios,
  ...transportScenarios,
];

/** The scenario of an id such as `529` or `reset-mid:3`, or undefined. */
export function findScenario(idWithParameter: string): Scenario | undefined {
  const [id, parameter, ...more] = idWithParameter.split(':');
  const scenario = scenarios.find((known) => known.id === id);
  if (scenario === undefined || more.length > 0) return undefined;
  if (parameter === undefined) return scenario;
  return scenario.parameter !== undefined && /^\d{1,9}$/.test(parameter) ? scenario : undefined;
}

/** The steps of a scenario. Throws an `Error` with a message for a person when there is none with this id. */
export function scenarioSteps(idWithParameter: string): readonly Step[] {
  const scenario = findScenario(idWithParameter);
  if (scenario === undefined) throw new Error(describeScenario(idWithParameter));
  const parameter = idWithParameter.split(':')[1];
  return scenario.steps(parameter === undefined ? undefined : Number(parameter));
}

/** What to say to someone who asked for a scenario that does not exist. */
export function describeScenario(id: string): string {
  return `Simulator: there is no scenario "${id}". Known: ${scenarios.map((known) => known.id).join(', ')}.`;
}
