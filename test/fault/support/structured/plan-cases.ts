import { createRepairCases, type RepairCase } from '../../../eval/support/repair-cases.ts';
import { createDice, type Dice } from '../dice.ts';

/** How one answer of the upstream ends. */
export type Stop = 'end_turn' | 'max_tokens' | 'refusal';

export interface PlannedAnswer {
  readonly text: string;
  readonly stop: Stop;
}

/** One question, and what the upstream says to it, try by try. */
export interface PlannedCase {
  readonly id: string;
  readonly kind: string;
  readonly repairable: boolean;
  readonly schema: NonNullable<RepairCase['schema']>;
  /** The value that was meant. */
  readonly intended: unknown;
  readonly model: 'auto' | 'claude-haiku-5-5';
  readonly answers: readonly [PlannedAnswer, PlannedAnswer, PlannedAnswer];
}

/** As many malformed outputs of all kinds, with what follows if they are asked again; the same for the same seed. */
export function planCases(seed: number, count: number): PlannedCase[] {
  const kinds = createRepairCases(seed, 1).length;
  const all = createRepairCases(seed, Math.ceil(count / kinds));
  const dice = createDice(`structured/${seed}`);
  const order = all.map((each) => ({ each, at: dice.random() })).toSorted((one, other) => one.at - other.at);
  return order.slice(0, count).map(({ each }) => plan(each, dice.fork(each.id)));
}

function plan(each: RepairCase, dice: Dice): PlannedCase {
  const { id, kind, repairable, schema, expected, text } = each;
  if (schema === undefined) throw new Error(`${id} has no schema.`);
  const roll = dice.random();
  const stop: Stop = roll < 0.92 ? 'end_turn' : roll < 0.96 ? 'max_tokens' : 'refusal';
  return {
    id,
    kind,
    repairable,
    schema,
    intended: expected,
    model: dice.chance(0.4) ? 'auto' : 'claude-haiku-5-5',
    answers: [{ text, stop }, later(each, dice), later(each, dice)],
  };
}

function later({ text, expected, repairable }: RepairCase, dice: Dice): PlannedAnswer {
  const right = JSON.stringify(expected);
  const roll = dice.random();
  if (roll < 0.4) return { text: right, stop: 'end_turn' };
  if (roll < 0.6) return { text: `Sorry! Here it is:\n\`\`\`json\n${right}\n\`\`\``, stop: 'end_turn' };
  if (roll < 0.66) return { text: 'I would rather not.', stop: 'refusal' };
  if (roll < 0.74) return { text: right.slice(0, Math.ceil(right.length / 2)), stop: 'max_tokens' };
  const hopeless = [
    'I cannot say that as JSON.',
    '{"a',
    '{"unasked": [1, 2]}',
    ...(repairable ? [] : [text]),
  ];
  return { text: dice.pick(hopeless), stop: 'end_turn' };
}
