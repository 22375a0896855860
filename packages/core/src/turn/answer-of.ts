import type { Clock } from '../clock/index.ts';
import { JackdawError } from '../errors/index.ts';
import type { PriceTable } from '../prices/index.ts';
import type { Upstream } from '../provider/index.ts';
import type { ModelResponse } from '../retry/index.ts';
import type { Verdict } from '../validate/index.ts';
import type { Answer } from './answer.ts';
import type { ChatRequest } from './chat-request.ts';
import { addUsage } from './usage.ts';

/** The last of the responses as an answer, with what all of them cost. `started` is of the monotonic clock. */
export function answerOf(
  responses: readonly ModelResponse[],
  verdict: Verdict,
  started: number,
  { clock, newId }: { readonly clock: Clock; readonly newId: () => string },
): Answer {
  const last = responses.at(-1);
  if (last === undefined) throw new JackdawError('internal', 'There is no response to make an answer of.');
  const { text, blocks, message, model, stopReason, explanation, firstTokenAt } = last;
  return {
    id: newId(),
    text,
    blocks,
    ...readingOf(verdict),
    ...(message === undefined ? {} : { message }),
    model,
    stopReason,
    ...(explanation === undefined ? {} : { explanation }),
    ...costOf(responses),
    latencyMs: clock.monotonic() - started,
    ttftMs: firstTokenAt === null ? null : firstTokenAt - started,
    createdAt: clock.now(),
  };
}

function readingOf(verdict: Verdict): Pick<Answer, 'data' | 'repairs'> {
  if (verdict.kind !== 'whole' || verdict.data === undefined) return {};
  const { data, repairs } = verdict;
  return repairs === undefined ? { data } : { data, repairs };
}

/** The sum; unknown where any part is. */
function costOf(responses: readonly ModelResponse[]): Pick<Answer, 'usage' | 'costUsd'> {
  const [first, ...others] = responses;
  let usage = first?.usage ?? null;
  let costUsd = first?.costUsd ?? null;
  for (const other of others) {
    usage = usage === null || other.usage === null ? null : addUsage(usage, other.usage);
    costUsd = costUsd === null || other.costUsd === null ? null : costUsd + other.costUsd;
  }
  return { usage, costUsd };
}

/** What the baseline would have billed for the same tokens, asked once: that it may write more or less, nobody knows. */
export function baselineOf(
  { model }: ChatRequest,
  { usage }: ModelResponse,
  { simulated }: Upstream,
  { baseline, prices }: { readonly baseline: string; readonly prices: PriceTable },
): Pick<Answer, 'baselineUsd'> {
  if (model !== 'auto' || simulated) return {};
  return { baselineUsd: prices.costOf(baseline, usage) };
}
