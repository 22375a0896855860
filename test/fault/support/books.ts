import type { Stats } from '@jackdaw/core/protocol';
import type { JournalEntry, Simulator } from '../../../packages/daemon/src/simulator/index.ts';

/** Tokens by kind, in the daemon's words. */
export type Tokens = Stats['tokens'];

/** The least and the most that the daemon's books may hold of one model. */
export interface Bounds {
  readonly model: string;
  readonly least: Tokens;
  readonly most: Tokens;
}

const NOTHING: Tokens = { input: 0, output: 0, cacheRead: 0, cacheWrite5m: 0, cacheWrite1h: 0 };
const KINDS = ['input', 'output', 'cacheRead', 'cacheWrite5m', 'cacheWrite1h'] as const;

/** Of what the upstream counted for one call, how much has to be in the books. */
export type Certain = 'all' | 'its beginning' | 'nothing';

/** What the books may hold, by what the upstream counted; `certain` says what of a call they cannot lack. */
export function boundsOf(
  journal: readonly JournalEntry[],
  certain: (entry: JournalEntry) => Certain,
): Bounds[] {
  const bounds = new Map<string, Bounds>();
  for (const entry of journal) {
    if (entry.usage === null) continue;
    const model = modelOf(entry);
    const { inputTokens, outputTokens, cacheReadTokens, cacheWrite5mTokens, cacheWrite1hTokens } =
      entry.usage;
    const counted: Tokens = {
      input: inputTokens,
      output: outputTokens,
      cacheRead: cacheReadTokens,
      cacheWrite5m: cacheWrite5mTokens,
      cacheWrite1h: cacheWrite1hTokens,
    };
    const known = bounds.get(model) ?? { model, least: NOTHING, most: NOTHING };
    const sure = { all: counted, 'its beginning': { ...counted, output: 1 }, nothing: NOTHING }[
      certain(entry)
    ];
    bounds.set(model, { model, least: sum(known.least, sure), most: sum(known.most, counted) });
  }
  return [...bounds.values()];
}

/** What is wrong with the daemon's books; nothing where they are right. */
export function wrongInBooks(stats: Stats, bounds: readonly Bounds[], simulator: Simulator): string[] {
  const wrong = bounds.flatMap(({ model, least, most }) => {
    const booked = stats.models[model]?.tokens ?? NOTHING;
    return KINDS.filter((kind) => booked[kind] < least[kind] || booked[kind] > most[kind]).map(
      (kind) => `${model}: ${booked[kind]} ${kind} tokens are booked, not ${least[kind]} to ${most[kind]}`,
    );
  });
  const exact = bounds.every(({ least, most }) => KINDS.every((kind) => least[kind] === most[kind]));
  const billed = simulator.ledger().total.costUsd;
  const off = stats.costUsd - billed;
  if (exact ? Math.abs(off) > 1e-9 : off > 1e-9)
    wrong.push(`$${stats.costUsd} are booked, $${billed} billed`);
  return wrong;
}

export function modelOf({ body }: JournalEntry): string {
  const model = typeof body === 'object' && body !== null && 'model' in body ? body.model : undefined;
  return typeof model === 'string' ? model : 'unknown';
}

/** The text of a call's last message. */
export function questionOf({ body }: JournalEntry): string {
  const messages =
    typeof body === 'object' && body !== null && 'messages' in body ? body.messages : undefined;
  const last: unknown = Array.isArray(messages) ? messages.at(-1) : undefined;
  return typeof last === 'object' && last !== null && 'content' in last ? textOf(last.content) : '';
}

function textOf(content: unknown): string {
  if (typeof content === 'string') return content;
  if (!Array.isArray(content)) return '';
  return content
    .map((block: unknown) =>
      typeof block === 'object' && block !== null && 'text' in block && typeof block.text === 'string'
        ? block.text
        : '',
    )
    .join('');
}

function sum(one: Tokens, other: Tokens): Tokens {
  return {
    input: one.input + other.input,
    output: one.output + other.output,
    cacheRead: one.cacheRead + other.cacheRead,
    cacheWrite5m: one.cacheWrite5m + other.cacheWrite5m,
    cacheWrite1h: one.cacheWrite1h + other.cacheWrite1h,
  };
}
