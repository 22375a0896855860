import type { JsonValue } from '@jackdaw/core';
import { z } from 'zod';
import { isSettled, type ConversationFacts } from './facts.ts';

const attempt = z.object({
  costUsd: z.number().nullable(),
  usage: z.object({ input: z.number(), output: z.number() }).nullable(),
});
const mark = z.object({ before: attempt.nullable() });
const totals = z.object({
  attempts: z.number(),
  costUsd: z.number(),
  tokens: z.object({ input: z.number(), output: z.number() }),
});

/** What does not fit together in a home's records: counters with their lines, turns with theirs. */
export function wrongInRecords(
  records: ReadonlyMap<string, JsonValue>,
  conversations: readonly ConversationFacts[],
): string[] {
  const wrong: string[] = [];
  // A line with a mark is counted as it stood before, and as it is when the ledger is opened next.
  const lines = [...records]
    .filter(([key]) => key.startsWith('ledger-attempt/'))
    .flatMap(([key, value]) => {
      const marked = records.get(`ledger-uncounted/${key}`);
      const counted = marked === undefined ? attempt.parse(value) : mark.parse(marked).before;
      return counted === null ? [] : [counted];
    });
  const sum = (of: (line: z.infer<typeof attempt>) => number) =>
    lines.reduce((total, line) => total + of(line), 0);
  const counted = totals.parse(records.get('ledger-totals'));
  const same = (what: string, one: number, other: number) => {
    if (Math.abs(one - other) > 1e-9) wrong.push(`the counters say ${one} ${what}, the lines ${other}`);
  };
  same('attempts', counted.attempts, lines.length);
  same(
    'input tokens',
    counted.tokens.input,
    sum(({ usage }) => usage?.input ?? 0),
  );
  same(
    'output tokens',
    counted.tokens.output,
    sum(({ usage }) => usage?.output ?? 0),
  );
  same(
    'dollars',
    counted.costUsd,
    sum(({ costUsd }) => costUsd ?? 0),
  );
  for (const fact of conversations.flatMap(({ asked }) => asked)) {
    if (isSettled(fact) && !records.has(`ledger-turn/${fact.traceId}`)) {
      wrong.push(`the ledger has no line of a finished turn: ${fact.prompt}`);
    }
  }
  return wrong;
}
