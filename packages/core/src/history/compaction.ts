import { z } from 'zod';
import type { Message } from '../turn/message.ts';
import type { Context } from './context-of.ts';

/**
 * A summary that stands for older turns in what is sent, under `compaction/<conversation>/<id>`; the latest counts. The
 * turns themselves are left as they are.
 */
export const compactionSchema = z.object({
  at: z.number(),
  /** The answered turns that it stands for, those of the summary before it included, in order. */
  turnIds: z.array(z.string()).min(1),
  summary: z.string(),
  /** Who wrote it. */
  model: z.string(),
  /** Exchanges that it took in, those that the summary before it stood for not counted. */
  turns: z.number(),
  /** Estimated tokens of what it took the place of, and of itself. */
  fromTokens: z.number(),
  toTokens: z.number(),
  costUsd: z.number().nullable(),
});
export type Compaction = z.infer<typeof compactionSchema>;

/**
 * The context with the summary in the place of every exchange that it stands for, and only of those: what was answered or
 * gone on with since is sent as it is. `sparesLast`: the last exchange is to be gone on with, and stays.
 */
export function applyCompaction(
  context: Context,
  compaction: Compaction | null,
  sparesLast: boolean,
): Context {
  if (compaction === null) return context;
  const summarised = new Set(compaction.turnIds);
  const last = context.turnIds.length - 1;
  const kept = [...context.turnIds.keys()].filter(
    (index) =>
      (sparesLast && index === last) || !(context.turnIds[index] ?? []).every((id) => summarised.has(id)),
  );
  if (kept.length === context.turnIds.length) return context;
  return {
    messages: [
      ...summaryMessages(compaction.summary),
      ...kept.flatMap((index) => context.messages.slice(2 * index, 2 * index + 2)),
    ],
    entries: [null, ...kept.map((index) => context.entries[index] ?? null)],
    turnIds: [compaction.turnIds, ...kept.map((index) => context.turnIds[index] ?? [])],
    beginsWithSummary: true,
    previous: context.previous,
  };
}

/** How a model is told: a pair of messages, so that roles alternate as the API asks. */
function summaryMessages(summary: string): readonly [Message, Message] {
  return [
    {
      role: 'user',
      content: `The older part of this conversation was summarised to make room. The summary:\n\n${summary}`,
    },
    { role: 'assistant', content: 'I have read the summary and go on from there.' },
  ];
}
