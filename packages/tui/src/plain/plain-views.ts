import type { JackdawClient } from '@jackdaw/core/client';
import type { Trace } from '@jackdaw/core/protocol';
import { countOf, formatDollars, formatDuration, formatRelativeTime } from '../output/index.ts';
import type { ChatActions } from '../state/index.ts';
import type { FullView } from '../state/chat-view.ts';
import { neutraliseLine } from '../text/index.ts';
import { findTrace, routeLines, spanFacts, traceFacts } from '../trace/index.ts';

/** Rows of a list: more is nothing to choose from by ear. */
const MOST = 20;

/** What a full-screen view shows, told or to be chosen from by number. */
export async function tellView(view: FullView, client: JackdawClient, actions: ChatActions): Promise<void> {
  switch (view.name) {
    case 'metrics':
      return actions.tellStats();
    case 'history':
      return tellHistory(client, actions);
    case 'cache':
      return tellCache(client, actions);
    case 'trace':
      return view.id === null ? tellTraces(client, actions) : tellTrace(client, actions, view.id);
    default:
      return view satisfies never;
  }
}

async function tellHistory(client: JackdawClient, actions: ChatActions): Promise<void> {
  const { conversations } = await client.call('history.list', { limit: MOST });
  const now = Date.now();
  if (conversations.length === 0) return actions.notice('No conversations yet.');
  actions.show({
    name: 'pick',
    title: 'Go on with which conversation? The latest first; /search WORDS and /resume TITLE find others.',
    choices: conversations.map(({ id, title, updatedAt, costUsd }) => ({
      label: title === '' ? '(no title)' : title,
      detail: `${formatRelativeTime(updatedAt, now)} · ${formatDollars(costUsd)}`,
      run: () => actions.openConversation(id),
    })),
  });
}

async function tellCache(client: JackdawClient, actions: ChatActions): Promise<void> {
  const { entries } = await client.call('cache.list', { limit: MOST });
  if (entries.length === 0) return actions.notice('The cache is empty.');
  actions.show({
    name: 'pick',
    title: 'Cached answers. A number shows one; `jackdaw cache` lists, deletes and clears them.',
    choices: entries.map(({ id, prompt, hits, savedUsd }) => ({
      label: neutraliseLine(prompt),
      detail: `${countOf(hits, 'hit')} · saved ${formatDollars(savedUsd)}`,
      async run() {
        const { text, model } = await client.call('cache.get', { id });
        actions.notice(`The question: ${prompt}\nThe answer of ${model}:\n${text}`);
      },
    })),
  });
}

async function tellTraces(client: JackdawClient, actions: ChatActions): Promise<void> {
  const { traces } = await client.call('trace.list', { limit: MOST });
  const now = Date.now();
  if (traces.length === 0) return actions.notice('No turns yet.');
  actions.show({
    name: 'pick',
    title: 'Traces of the latest turns. A number shows one.',
    choices: traces.map((trace) => ({
      label: formatRelativeTime(trace.startedAt, now),
      detail: traceFacts(trace).join(' · '),
      run: () => tellTrace(client, actions, trace.id),
    })),
  });
}

async function tellTrace(client: JackdawClient, actions: ChatActions, start: string): Promise<void> {
  const trace = await client.call('trace.get', { id: await findTrace(client, start) });
  actions.notice(traceText(trace));
}

function traceText(trace: Trace): string {
  const spans = trace.spans.map((span) => {
    const name = neutraliseLine(span.name);
    const facts = spanFacts(span);
    const when = `from ${formatDuration(span.startMs)}, for ${formatDuration(span.durationMs)}`;
    return `  ${name}: ${when}${facts === '' ? '' : `; ${facts}`}`;
  });
  return [`Trace ${trace.id}`, traceFacts(trace).join(' · '), ...routeLines(trace.spans), ...spans].join(
    '\n',
  );
}
