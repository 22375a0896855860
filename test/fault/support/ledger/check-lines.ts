import { createPriceTable } from '@jackdaw/core';
import type { JackdawClient } from '@jackdaw/core/client';
import type { LedgerRow, Stats } from '@jackdaw/core/protocol';
import type { JournalEntry, Simulator } from '../../../../packages/daemon/src/simulator/index.ts';
import { modelOf, type Tokens } from '../books.ts';
import { LABEL } from './mixed-turn.ts';

/** What is sure about one of the upstream's calls: it is in the books in whole, as it began, or perhaps. */
export type Sure = 'whole' | 'begun' | 'nothing';

const KINDS = ['input', 'output', 'cacheRead', 'cacheWrite5m', 'cacheWrite1h'] as const;
const NOTHING: Tokens = { input: 0, output: 0, cacheRead: 0, cacheWrite5m: 0, cacheWrite1h: 0 };
const CLOSE = 1e-9;
const prices = createPriceTable();

/** One of the upstream's calls, as it ended. */
export interface Call extends Pick<JournalEntry, 'number' | 'requestId' | 'servedBy' | 'usage'> {
  /** Of the turn that it was made for. */
  readonly label: string;
  readonly model: string;
}

export function callOf(entry: JournalEntry): Call {
  const { number, requestId, servedBy, usage } = entry;
  const label = LABEL.exec(JSON.stringify(entry.body) ?? '')?.[0] ?? '';
  return { number, requestId, servedBy, usage, label, model: modelOf(entry) };
}

/** All rows of an export. */
export async function exported(
  client: JackdawClient,
  by: 'turn' | 'attempt' | 'day' | 'model' | 'client' | 'tier',
) {
  const rows: LedgerRow[] = [];
  for (let cursor: string | null = null; ;) {
    const page: { rows: LedgerRow[]; cursor: string | null } = await client.call('ledger.export', {
      by,
      limit: 1000,
      ...(cursor === null ? {} : { cursor }),
    });
    rows.push(...page.rows);
    cursor = page.cursor;
    if (cursor === null) return rows;
  }
}

/**
 * What is wrong with the books. Each call of the upstream's is looked for by its request id: tokens and dollars must be
 * the upstream's, of a call that is not sure `whole` at least what it began with and at most what the upstream counts.
 * Then every sum must be that of the lines, and the sum of all what the upstream bills, less what the unsure lack.
 */
export async function wrongInLines(
  client: JackdawClient,
  calls: Iterable<Call>,
  simulator: Simulator,
  sureOf: (call: Call) => Sure,
): Promise<string[]> {
  const wrong: string[] = [];
  const attempts = await exported(client, 'attempt');
  const lines = new Map(
    attempts.filter(({ requestId }) => requestId !== null).map((row) => [row['requestId'], row]),
  );
  if (lines.size !== attempts.filter(({ requestId }) => requestId !== null).length)
    wrong.push('two lines have one request id');

  let lackedUsd = 0;
  for (const entry of calls) {
    if (entry.usage === null) continue;
    const counted = tokensOf(entry);
    const line = lines.get(entry.requestId);
    const booked = line === undefined ? NOTHING : tokensIn(line);
    const name = `${entry.requestId} (${entry.label}, ${entry.servedBy})`;
    const sure = sureOf(entry);
    const least = { whole: counted, begun: { ...counted, output: 1 }, nothing: NOTHING }[sure];
    for (const kind of KINDS) {
      if (booked[kind] < least[kind] || booked[kind] > counted[kind])
        wrong.push(`${name}: ${booked[kind]} ${kind} tokens, not ${least[kind]} to ${counted[kind]}`);
    }
    const bookedUsd = Number(line?.['costUsd'] ?? 0);
    if (sure === 'whole') {
      const off = bookedUsd - (prices.costOf(entry.model, counted) ?? 0);
      if (Math.abs(off) > CLOSE) wrong.push(`${name}: booked $${bookedUsd}, which is off by ${off}`);
    } else lackedUsd += (prices.costOf(entry.model, counted) ?? 0) - bookedUsd;
  }

  const stats = await client.call('metrics.get', {});
  wrong.push(...wrongSums(attempts, stats));
  const { costUsd } = simulator.ledger().total;
  const off = stats.costUsd + lackedUsd - costUsd;
  if (Math.abs(off) > CLOSE) wrong.push(`$${stats.costUsd} are booked, $${costUsd} billed, off by ${off}`);
  for (const by of ['day', 'client', 'tier', 'model'] as const) {
    wrong.push(...wrongGroups(by, await exported(client, by), stats));
  }
  return wrong;
}

/** The counters of all time against the sum of the lines. */
function wrongSums(attempts: readonly LedgerRow[], stats: Stats): string[] {
  const sums = attempts.map(tokensIn);
  const wrong = KINDS.flatMap((kind) => {
    const sum = sums.reduce((total, tokens) => total + tokens[kind], 0);
    return sum === stats.tokens[kind]
      ? []
      : [`${stats.tokens[kind]} ${kind} tokens are counted, the lines have ${sum}`];
  });
  const usd = attempts.reduce((total, row) => total + Number(row['costUsd'] ?? 0), 0);
  if (Math.abs(usd - stats.costUsd) > CLOSE)
    wrong.push(`$${stats.costUsd} are counted, the lines have $${usd}`);
  if (stats.upstream.attempts !== attempts.length)
    wrong.push(`${stats.upstream.attempts} calls are counted, the lines are ${attempts.length}`);
  return wrong;
}

/** The durable sums against the counters of all time. */
function wrongGroups(by: string, rows: readonly LedgerRow[], stats: Stats): string[] {
  const sum = (column: string) => rows.reduce((total, row) => total + Number(row[column] ?? 0), 0);
  const same = (what: string, one: number, other: number) =>
    Math.abs(one - other) > CLOSE ? [`by ${by} there are ${one} ${what}, in all ${other}`] : [];
  const { tokens } = stats;
  return [
    ...same('input tokens', sum('inputTokens'), tokens.input),
    ...same('output tokens', sum('outputTokens'), tokens.output),
    ...same('tokens read', sum('cacheReadTokens'), tokens.cacheRead),
    ...same('tokens written for 5 min', sum('cacheWrite5mTokens'), tokens.cacheWrite5m),
    ...same('tokens written for 1 h', sum('cacheWrite1hTokens'), tokens.cacheWrite1h),
    ...same('dollars', sum('costUsd'), stats.costUsd),
    ...same('calls', sum('attempts'), stats.upstream.attempts),
    // A turn that ended before a model was chosen is no model's.
    ...(by === 'model' ? [] : same('turns', sum('turns'), stats.turns)),
    ...same('dollars saved', sum('savedUsd'), stats.savedUsd),
  ];
}

function tokensOf({ usage }: Call): Tokens {
  return {
    input: usage?.inputTokens ?? 0,
    output: usage?.outputTokens ?? 0,
    cacheRead: usage?.cacheReadTokens ?? 0,
    cacheWrite5m: usage?.cacheWrite5mTokens ?? 0,
    cacheWrite1h: usage?.cacheWrite1hTokens ?? 0,
  };
}

function tokensIn(row: LedgerRow): Tokens {
  const count = (column: string) => Number(row[column] ?? 0);
  return {
    input: count('inputTokens'),
    output: count('outputTokens'),
    cacheRead: count('cacheReadTokens'),
    cacheWrite5m: count('cacheWrite5mTokens'),
    cacheWrite1h: count('cacheWrite1hTokens'),
  };
}
