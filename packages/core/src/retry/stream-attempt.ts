import type { Clock } from '../clock/index.ts';
import { JackdawError, toJackdawError, toWireError } from '../errors/index.ts';
import type { AmendAttempt, AttemptLine, RecordAttempt } from '../ledger/index.ts';
import type { PriceTable } from '../prices/index.ts';
import type { Pass } from '../gate/index.ts';
import type { ModelCall, Provider, ProviderEvent } from '../provider/index.ts';
import type { StopReason } from '../turn/answer.ts';
import type { JsonObject } from '../turn/json-object.ts';
import type { ContentBlock } from '../turn/message.ts';
import type { Tell } from '../turn/tell.ts';
import type { Usage } from '../turn/usage.ts';

/** What one attempt needs; `TurnStages` has all of it. */
export interface AttemptStages {
  readonly provider: Provider;
  readonly prices: PriceTable;
  readonly clock: Clock;
  readonly recordAttempt: RecordAttempt;
}

/** What the record says until the end of the attempt, and for good where the process dies before. */
const UNDER_WAY = new JackdawError('interrupted', 'The daemon ended before the answer was whole.');

const CANCELLED = new JackdawError('cancelled', 'Cancelled.');

/** One upstream call, however it ended. `error` is null where the response is whole. */
export interface Attempt {
  readonly asked: string;
  /** The model that answered, where it said so; else the one that was asked. */
  readonly model: string;
  readonly text: string;
  readonly blocks: readonly ContentBlock[];
  readonly message: JsonObject | undefined;
  readonly stopReason: StopReason;
  readonly explanation: string | undefined;
  readonly usage: Usage | null;
  readonly costUsd: number | null;
  /** Monotonic milliseconds of the first visible delta; null where nobody has seen anything yet. */
  readonly firstTokenAt: number | null;
  readonly error: JackdawError | null;
}

/** What one call has told so far. */
interface Heard {
  readonly text: string[];
  readonly blocks: ContentBlock[];
  /** The model that was asked, until another says that it answers. */
  model: string;
  requestId: string | null;
  usage: Usage | null;
  /** Whether the upstream counts on. */
  counted: 'some' | 'all';
  firstTokenAt: number | null;
  stopReason: StopReason | null;
  explanation: string | undefined;
  message: JsonObject | undefined;
  /** Set as soon as the attempt is on record. */
  amend: AmendAttempt | null;
}

/**
 * Makes one call, tells what becomes visible, and has it on record, as it ended, before it resolves: also on abort
 * (which it rethrows as `signal.reason`). The pass is told what is learned of the upstream. A failure is returned, not thrown.
 */
export async function streamAttempt(
  call: ModelCall,
  number: number,
  pass: Pass,
  { provider, prices, clock, recordAttempt }: AttemptStages,
  signal: AbortSignal,
  tell: Tell,
): Promise<Attempt> {
  const startedAt = clock.now();
  const started = clock.monotonic();
  const heard: Heard = {
    text: [],
    blocks: [],
    model: call.model,
    requestId: null,
    usage: null,
    counted: 'some',
    firstTokenAt: null,
    stopReason: null,
    explanation: undefined,
    message: undefined,
    amend: null,
  };
  let error: JackdawError | null = CANCELLED;
  const { simulated } = call.upstream;
  const costUsd = () => (simulated ? 0 : prices.costOf(heard.model, heard.usage));
  const line = (error: JackdawError | null): AttemptLine => {
    const { model, requestId, usage, counted, firstTokenAt } = heard;
    return {
      model,
      attempt: number,
      requestId: requestId ?? error?.requestId ?? null,
      startedAt,
      latencyMs: clock.monotonic() - started,
      ttftMs: firstTokenAt === null ? null : firstTokenAt - started,
      usage,
      costUsd: costUsd(),
      error: error === null ? null : toWireError(error),
      simulated,
      ...(usage === null || counted === 'all' ? {} : { countComplete: false }),
    };
  };

  /** What failed here while an event was heard: no fault of the upstream's, which need not be asked again for it. */
  let fault: JackdawError | null = null;

  function hear(event: ProviderEvent): void {
    if (signal.aborted) return;
    // Nothing more is told then, but what is billed goes on being counted.
    if (fault !== null && event.type !== 'usage-update') return;
    try {
      note(event);
    } catch (thrown) {
      fault ??= toJackdawError(thrown);
    }
  }

  function note(event: ProviderEvent): void {
    switch (event.type) {
      case 'rate-limits':
        pass.told(event.limits);
        break;
      case 'response-start':
        pass.began();
        heard.model = event.model;
        heard.requestId = event.requestId;
        break;
      case 'usage-update':
        heard.usage = event.usage;
        heard.counted = event.final === false ? 'some' : 'all';
        pass.counted(event.usage);
        // At once: it is billed, whatever becomes of this process. An answer that is whole is at its end in the same moment.
        if (event.whole !== true) heard.amend ??= recordAttempt({ ...line(UNDER_WAY), underWay: true });
        break;
      case 'text-delta':
      case 'thinking-delta':
        if (event.text === '') break;
        heard.firstTokenAt ??= clock.monotonic();
        if (event.type === 'text-delta') heard.text.push(event.text);
        tell(event);
        break;
      case 'content-block':
        heard.firstTokenAt ??= clock.monotonic();
        heard.blocks.push(event.block);
        tell(event);
        break;
      case 'passage-bytes':
        heard.firstTokenAt ??= clock.monotonic();
        tell(event);
        break;
      case 'passage-hit':
      case 'passage-refusal':
        tell(event);
        break;
      case 'passage-answer':
        heard.text.push(event.text);
        heard.blocks.push(...event.blocks);
        heard.message = event.message;
        break;
      case 'response-end':
        heard.stopReason = event.stopReason;
        heard.explanation = event.explanation;
        break;
    }
  }

  try {
    await provider.stream(call, signal, hear);
    signal.throwIfAborted();
    error = fault ?? (heard.stopReason === null ? endedEarly() : null);
  } catch (thrown) {
    signal.throwIfAborted();
    error = fault ?? toJackdawError(thrown);
  } finally {
    const ended = line(error);
    if (heard.amend === null) recordAttempt(ended);
    else heard.amend(ended);
  }

  const { model, text, blocks, message, stopReason, explanation, usage, firstTokenAt } = heard;
  return {
    asked: call.model,
    model,
    text: text.join(''),
    blocks,
    message,
    stopReason: stopReason ?? 'end_turn',
    explanation,
    usage,
    costUsd: costUsd(),
    firstTokenAt,
    error,
  };
}

function endedEarly(): JackdawError {
  return new JackdawError(
    'interrupted',
    'The upstream closed the connection before the answer was whole. Ask again.',
  );
}
