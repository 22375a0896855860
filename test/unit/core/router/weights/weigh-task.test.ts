import { readTask, TASK_TYPES } from '@jackdaw/core';
import { describe, expect, it } from 'vitest';
import { readSigns } from '../../../../../packages/core/src/router/read-signs.ts';
import { TASKS_OF_WEIGHTS } from '../../../../../packages/core/src/router/weights/task-weights-data.ts';
import { taskFeatures } from '../../../../../packages/core/src/router/weights/task-features.ts';
import { taskWeights, weighTask } from '../../../../../packages/core/src/router/weights/index.ts';
import { OWN_PROMPTS, readRoutingPrompts } from '../../../../eval/support/routing-prompts.ts';
import { routePrompts, scoreRouting } from '../../../../eval/support/routing-scores.ts';

const fileOf = (name: string): string => OWN_PROMPTS.replace('routing-own', name);
const promptsOf = (name: string, part: 'all' | 'kept' = 'all') =>
  readRoutingPrompts({ file: fileOf(name), data: undefined, part });

describe('the weights of words', () => {
  it('are one for each task, and finite', () => {
    expect([...TASKS_OF_WEIGHTS]).toEqual([...TASK_TYPES]);
    expect(taskWeights().size).toBeGreaterThan(2_000);
    const isWhole = (row: readonly number[]) =>
      row.length === TASK_TYPES.length && row.every(Number.isFinite);
    expect([...taskWeights()].filter(([, row]) => !isWhole(row))).toEqual([]);
  });

  it('are known for what the signs and the shape say', () => {
    const reading = readSigns('Prove that 2 + 2 = 4. Is it true? And why?\n```js\n1\n```');
    const named = taskFeatures(reading).filter(([name]) => !/^[wp]:/.test(name));
    expect(named.filter(([name]) => !taskWeights().has(name))).toEqual([]);
  });

  it('were not trained on a prompt that they are measured with', () => {
    const trained = new Set(promptsOf('routing-train').map(({ prompt }) => prompt.toLowerCase()));
    const measured = ['routing-plain', 'routing-fresh', 'routing-howto'].flatMap((name) => promptsOf(name));
    expect(measured.filter(({ prompt }) => trained.has(prompt.toLowerCase()))).toEqual([]);
    expect(trained.size).toBeGreaterThan(1_000);
  });

  it('send plain words of the kept half to their tier, and next to none below it', () => {
    const scores = scoreRouting(routePrompts(promptsOf('routing-plain', 'kept')));
    expect(scores.prompts).toBe(165);
    expect(scores.tierAccuracy).toBeGreaterThanOrEqual(0.85);
    expect(scores.belowTier).toBeLessThanOrEqual(0.03);
  });
});

describe('weighTask', () => {
  const weigh = (message: string) => weighTask(readSigns(message));

  it('tells reasoning that no sign tells, and names the words', () => {
    const message = 'Devise a plan so that nobody in our club pays more than last year';
    expect(readSigns(message).task).toBe('other');
    const { task, signs } = weigh(message);
    expect(task).toBe('complex_reasoning');
    expect(signs).toEqual([expect.stringMatching(/^words like “\p{L}{4,}”/u)]);
  });

  it('names signs rather than words where there are some', () => {
    expect(readTask('Prove that there are infinitely many primes.').signs.join()).toContain('proof');
  });

  it('never takes a how-to for a simple one by its words alone', () => {
    const expert = ['How do I convert NFA to DFA?', 'How do I open a restaurant?', 'How do I get a patent?'];
    expect(expert.filter((message) => weigh(message).task === 'simple_qa')).toEqual([]);
    expect(weigh('How do I boil an egg?').task).toBe('simple_qa');
  });

  it('rather takes a hard question for harder than it is: doubt between the two does not go to the fast model', () => {
    const message = 'my rent is rising, my pay is not, what now';
    expect(weigh(message)).toMatchObject({ task: 'other' });
    expect(weigh(message).confidence).toBeLessThan(0.5);
  });

  it('does not weigh the words of a text that is to be worked on', () => {
    const hard =
      'Prove by induction that the expected ratio of the integral is at least the variance. '.repeat(5);
    expect(weigh(`Summarise this: ${hard}`).task).toBe('summarisation');
    expect(weigh(`Translate into German: ${hard}`).task).toBe('translation');
  });

  it('knows a message without a sign of its own, that a conversation may go on with', () => {
    expect(readTask('the second one').isVague).toBe(true);
    expect(readTask('Write a haiku about rain').isVague).toBe(false);
  });
});
