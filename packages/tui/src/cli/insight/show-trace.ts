import type { JackdawClient } from '@jackdaw/core/client';
import { JackdawError, type Span, type Trace } from '@jackdaw/core/protocol';
import { formatDollars } from '../../output/format-dollars.ts';
import { formatDuration } from '../../output/format-duration.ts';
import { formatDateTime, formatRelativeTime } from '../../output/format-relative-time.ts';
import { neutraliseLine, neutraliseName } from '../../text/neutralise.ts';
import type { CliContext } from '../cli-context.ts';
import { withClient } from '../connect.ts';
import { routeLines } from './route-lines.ts';
import { printJson, printLines, printTable, type JsonOption } from '../output.ts';
import { spanBar } from './span-bar.ts';

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
    client.call('trace.get', { id: await resolveTrace(client, start) }),
  );
  await (json === true ? printJson(context, trace) : showSpans(context, trace));
  return 0;
}

async function resolveTrace(client: JackdawClient, start: string): Promise<string> {
  const { traces } = await client.call('trace.list', { limit: MOST });
  if (start === 'last' && traces[0] !== undefined) return traces[0].id;
  const matches = traces.filter(({ id }) => id.toLowerCase().startsWith(start.toLowerCase()));
  if (matches.length > 1 && !matches.some(({ id }) => id === start)) {
    throw new JackdawError(
      'invalid_request',
      `${start} begins ${matches.length} traces; give more of the id.`,
    );
  }
  // Older than the list goes, or not there: the daemon knows.
  return matches.length === 1 && matches[0] !== undefined ? matches[0].id : start;
}

async function showSpans(context: CliContext, trace: Trace): Promise<void> {
  const facts = [
    neutraliseLine(trace.outcome),
    ...(trace.model === null ? [] : [neutraliseName(trace.model)]),
    ...(trace.cache === null ? [] : [`cache ${trace.cache}`]),
    formatDuration(trace.durationMs),
    formatDollars(trace.costUsd),
  ];
  const metadata = Object.entries(trace.metadata).map(([name, value]) => neutraliseLine(`${name}=${value}`));
  await printLines(context, [
    `${trace.id} · ${formatDateTime(trace.startedAt)}`,
    facts.join(' · '),
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
      attributesOf(span),
    ]),
    'The trace has no stages.',
  );
}

function attributesOf({ attributes }: Span): string {
  const known = Object.entries(attributes).filter(([, value]) => value !== null && value !== '');
  return neutraliseLine(known.map(([name, value]) => `${name}=${String(value)}`).join(' '));
}
