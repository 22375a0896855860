import type { Trace } from '@jackdaw/core/protocol';
import { formatDollars } from '../../output/format-dollars.ts';
import { formatDuration } from '../../output/format-duration.ts';
import { formatDateTime, formatRelativeTime } from '../../output/format-relative-time.ts';
import { neutraliseLine, neutraliseName } from '../../text/neutralise.ts';
import { findTrace, routeLines, spanBar, spanFacts, traceFacts } from '../../trace/index.ts';
import type { CliContext } from '../cli-context.ts';
import { withClient } from '../connect.ts';
import { printJson, printLines, printTable, type JsonOption } from '../output.ts';

export interface TraceOptions extends JsonOption {
  readonly limit?: number;
}

const MOST = 1000;
const USUAL = 20;
/** Columns of the waterfall. */
const BAR = 24;

export function showTrace(
  context: CliContext,
  start: string | undefined,
  options: TraceOptions,
): Promise<number> {
  return start === undefined ? listTraces(context, options) : showOne(context, start, options);
}

async function listTraces(context: CliContext, { json, limit = USUAL }: TraceOptions): Promise<number> {
  const { traces } = await withClient(context, (client) =>
    client.call('trace.list', { limit: Math.min(limit, MOST) }),
  );
  if (json === true) {
    await printJson(context, traces);
    return 0;
  }
  const now = Date.now();
  await printTable(
    context,
    [
      { title: 'ID' },
      { title: 'WHEN' },
      { title: 'OUTCOME' },
      { title: 'CACHE' },
      { title: 'MODEL', shrink: true },
      { title: 'TIME', align: 'right' },
      { title: 'COST', align: 'right' },
    ],
    traces.map((trace) => [
      trace.id,
      formatRelativeTime(trace.startedAt, now),
      neutraliseLine(trace.outcome),
      trace.cache ?? '–',
      neutraliseName(trace.model ?? '–'),
      formatDuration(trace.durationMs),
      formatDollars(trace.costUsd),
    ]),
    'No turns yet.',
  );
  return 0;
}

async function showOne(context: CliContext, start: string, { json }: TraceOptions): Promise<number> {
  const trace = await withClient(context, async (client) =>
    client.call('trace.get', { id: await findTrace(client, start) }),
  );
  await (json === true ? printJson(context, trace) : showSpans(context, trace));
  return 0;
}

async function showSpans(context: CliContext, trace: Trace): Promise<void> {
  const metadata = Object.entries(trace.metadata).map(([name, value]) => neutraliseLine(`${name}=${value}`));
  await printLines(context, [
    `${trace.id} · ${formatDateTime(trace.startedAt)}`,
    traceFacts(trace).join(' · '),
    ...(trace.conversationId === null ? [] : [`conversation ${trace.conversationId}`]),
    ...(metadata.length === 0 ? [] : [metadata.join(' · ')]),
    ...routeLines(trace.spans),
    '',
  ]);
  await printTable(
    context,
    [
      { title: 'STAGE' },
      { title: 'START', align: 'right' },
      { title: 'TIME', align: 'right' },
      { title: 'WHERE' },
      { title: 'DETAILS', shrink: true },
    ],
    trace.spans.map((span) => [
      neutraliseLine(span.name),
      formatDuration(span.startMs),
      formatDuration(span.durationMs),
      context.plain
        ? spanBar(span, trace.durationMs, BAR).replaceAll(/[^ ]/g, '#')
        : spanBar(span, trace.durationMs, BAR),
      spanFacts(span),
    ]),
    'The trace has no stages.',
  );
}
