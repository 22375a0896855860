import {
  ROOT_CONTEXT,
  SpanKind,
  SpanStatusCode,
  trace,
  TraceFlags,
  type Context,
  type Tracer,
} from '@opentelemetry/api';
import type { TurnRecord } from '@jackdaw/core';
import type { Span as StageSpan, Trace } from '@jackdaw/core/protocol';
import { callsOf, type UpstreamCall } from './calls-of.ts';
import { setContent } from './content.ts';
import type { GenAiNames } from './gen-ai-names.ts';
import type { GivenIds } from './given-ids.ts';
import { otelIds } from './otel-ids.ts';
import { serverAttributes } from './server-attributes.ts';

export interface TurnExport {
  readonly tracer: Tracer;
  readonly ids: GivenIds;
  readonly names: GenAiNames;
  /** Whether questions and answers go along. */
  readonly content: boolean;
  /** How many turns before this one went out without a trace. */
  readonly leftOut: number;
}

/**
 * A finished turn as one trace, with the times of its own events: a span for the turn, below it one for each stage and one
 * for each call of the upstream, which alone speaks the GenAI conventions.
 */
export function exportTurn(
  record: TurnRecord,
  drawn: Trace,
  { tracer, ids, names, content, leftOut }: TurnExport,
): void {
  const { traceId, rootSpanId } = otelIds(record.traceId);
  ids.give(traceId, rootSpanId);
  const root = tracer.startSpan(
    'jackdaw turn',
    {
      kind: SpanKind.INTERNAL,
      root: true,
      startTime: timeOf(record.startedAt),
      attributes: {
        ...turnAttributes(record, drawn),
        ...(leftOut === 0 ? {} : { 'jackdaw.turns_left_out_before': leftOut }),
      },
    },
    ROOT_CONTEXT,
  );
  const below = trace.setSpanContext(ROOT_CONTEXT, {
    traceId,
    spanId: rootSpanId,
    traceFlags: TraceFlags.SAMPLED,
  });

  for (const stage of drawn.spans)
    if (!isCall(stage)) exportStage(stage, record.startedAt, { tracer, content }, below);
  const calls = callsOf(record);
  for (const [place, call] of calls.entries()) {
    exportCall(call, record, place === calls.length - 1, { tracer, names, content }, below);
  }

  if ('error' in record.ending && record.ending.error.code !== 'cancelled') {
    root.setStatus({ code: SpanStatusCode.ERROR, message: record.ending.error.code });
  }
  root.end(timeOf(record.startedAt + record.durationMs));
}

const snakeCase = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** The trace's own spans of calls: theirs are made of the events, which know more. */
const isCall = ({ name }: StageSpan): boolean => /^attempt\b/.test(name) || name === 'first token';

/** Texts of a trace that never quote what was asked or answered, as reasons may. */
const PLAIN = new Set(['outcome', 'entry', 'model', 'tier', 'task', 'from', 'stopReason', 'error']);

function exportStage(
  stage: StageSpan,
  startedAt: number,
  { tracer, content }: Pick<TurnExport, 'tracer' | 'content'>,
  below: Context,
): void {
  const attributes = Object.entries(stage.attributes).flatMap(([name, value]) =>
    value === null || (typeof value === 'string' && !PLAIN.has(name) && !content)
      ? []
      : [[`jackdaw.${snakeCase(name)}`, value] as const],
  );
  const start = startedAt + stage.startMs;
  const span = tracer.startSpan(
    stage.name,
    { kind: SpanKind.INTERNAL, startTime: timeOf(start), attributes: Object.fromEntries(attributes) },
    below,
  );
  span.end(timeOf(start + stage.durationMs));
}

function exportCall(
  call: UpstreamCall,
  record: TurnRecord,
  isLast: boolean,
  { tracer, names, content }: Omit<TurnExport, 'ids' | 'leftOut'>,
  below: Context,
): void {
  const { upstream } = record.caller;
  const span = tracer.startSpan(
    `chat ${call.requestModel}`,
    {
      kind: SpanKind.CLIENT,
      startTime: timeOf(call.start),
      attributes: {
        'gen_ai.operation.name': 'chat',
        [names.provider]: 'anthropic',
        'gen_ai.request.model': call.requestModel,
        'gen_ai.request.max_tokens': record.request.maxTokens,
        ...(record.open === null ? {} : { 'gen_ai.conversation.id': record.open.conversationId }),
        ...serverAttributes(upstream.baseUrl),
        ...(upstream.simulated ? { 'jackdaw.simulated': true } : {}),
        'jackdaw.attempt': call.attempt,
      },
    },
    below,
  );
  if (call.responseModel !== null) span.setAttribute('gen_ai.response.model', call.responseModel);
  if (call.stopReason !== null) span.setAttribute('gen_ai.response.finish_reasons', [call.stopReason]);
  if (call.usage !== null) span.setAttributes(names.usage(call.usage));
  if (call.costUsd !== null) span.setAttribute('jackdaw.cost_dollars', call.costUsd);
  if (call.firstToken !== null) span.setAttributes(names.firstTokenOf((call.firstToken - call.start) / 1000));
  if (content) setContent(span, record, isLast, names);
  if (call.error !== null) {
    span.setAttribute('error.type', call.error);
    span.setStatus({ code: SpanStatusCode.ERROR });
  }
  span.end(timeOf(call.end));
}

function turnAttributes(record: TurnRecord, drawn: Trace) {
  const { ending } = record;
  return {
    'jackdaw.turn.id': record.turnId,
    'jackdaw.client': record.caller.client,
    'jackdaw.outcome': drawn.outcome,
    ...(record.open === null ? {} : { 'gen_ai.conversation.id': record.open.conversationId }),
    ...(drawn.cache === null ? {} : { 'jackdaw.cache': drawn.cache }),
    ...(drawn.model === null ? {} : { 'jackdaw.model': drawn.model }),
    ...(drawn.costUsd === null ? {} : { 'jackdaw.cost_dollars': drawn.costUsd }),
    ...('error' in ending
      ? { 'error.type': ending.error.code }
      : { 'jackdaw.saved_dollars': ending.result.savedUsd }),
    ...(record.ttftMs === null ? {} : { 'jackdaw.time_to_first_token': record.ttftMs / 1000 }),
  };
}

/** Milliseconds since the epoch as seconds and nanoseconds: a bare number could be read as a time of the process. */
export function timeOf(ms: number): [number, number] {
  const seconds = Math.floor(ms / 1000);
  return [seconds, Math.round((ms - seconds * 1000) * 1e6)];
}
