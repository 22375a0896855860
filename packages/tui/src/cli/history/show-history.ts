import type { HistoryMessage } from '@jackdaw/core/protocol';
import { formatDollars } from '../../output/format-dollars.ts';
import { formatDateTime } from '../../output/format-relative-time.ts';
import { compactText } from '../../state/compact-text.ts';
import { neutralise, neutraliseLine, neutraliseName } from '../../text/neutralise.ts';
import type { CliContext } from '../cli-context.ts';
import { withClient } from '../connect.ts';
import { resolveConversation } from '../conversation-id.ts';
import { printJson, printLines, type JsonOption } from '../output.ts';
import { styleFor, type Style } from '../style-for.ts';

export async function showHistory(context: CliContext, start: string, { json }: JsonOption): Promise<number> {
  const conversation = await withClient(context, async (client) =>
    client.call('history.get', { id: await resolveConversation(client, start) }),
  );
  if (json === true) {
    await printJson(context, conversation);
    return 0;
  }
  const style = styleFor(context);
  const { id, title, createdAt, turns, costUsd, messages } = conversation;
  const count = `${turns} ${turns === 1 ? 'turn' : 'turns'}`;
  await printLines(context, [
    style.bold(neutraliseLine(title)),
    style.dim(`${id} · ${formatDateTime(createdAt)} · ${count} · ${formatDollars(costUsd)}`),
    ...messages.flatMap((message) => ['', ...messageLines(message, style)]),
  ]);
  return 0;
}

function messageLines(message: HistoryMessage, { bold, dim, warn }: Style): readonly string[] {
  const who = message.role === 'user' ? 'You' : neutraliseName(message.model ?? 'Claude');
  const facts = [
    formatDateTime(message.at),
    ...(message.cache === undefined || message.cache === 'miss' ? [] : [`from the cache (${message.cache})`]),
    ...(message.role === 'assistant' && typeof message.costUsd === 'number'
      ? [formatDollars(message.costUsd)]
      : []),
    ...(message.variant === undefined
      ? []
      : [`answer ${message.variant} of ${(message.variants?.length ?? 0) + 1}`]),
    ...(message.simulated === true ? ['simulated'] : []),
  ];
  const ending = message.state === 'complete' ? [] : [warn(`[${endingOf(message)}]`)];
  const text = neutralise(message.text).trimEnd();
  const { compaction } = message;
  const mark =
    compaction === undefined
      ? []
      : ['', dim(`[${compactText(compaction)}; the model gets the summary for all above]`)];
  return [`${bold(who)} ${dim(facts.join(' · '))}`, ...(text === '' ? [] : [text]), ...ending, ...mark];
}

function endingOf({ state, error }: HistoryMessage): string {
  const reason = error === undefined ? '' : `: ${neutraliseLine(error)}`;
  switch (state) {
    case 'interrupted':
      return `interrupted${reason}`;
    case 'refused':
      return `declined${reason}`;
    case 'error':
      return `failed${reason}`;
    case 'complete':
      return 'complete';
    default:
      return state satisfies never;
  }
}
