import { formatDollars } from '../../output/format-dollars.ts';
import { formatRelativeTime } from '../../output/format-relative-time.ts';
import { neutraliseLine } from '../../text/neutralise.ts';
import type { CliContext } from '../cli-context.ts';
import { withClient } from '../connect.ts';
import { listConversations } from '../conversation-id.ts';
import { printJson, printTable, type JsonOption } from '../output.ts';

export interface ListOptions extends JsonOption {
  readonly limit?: number;
  readonly deleted?: boolean;
}

export async function listHistory(context: CliContext, { json, ...wanted }: ListOptions): Promise<number> {
  const conversations = await withClient(context, (client) => listConversations(client, wanted));
  if (json === true) {
    await printJson(context, conversations);
    return 0;
  }
  const now = Date.now();
  const rows = conversations.map(({ id, title, updatedAt, turns, costUsd }) => [
    id,
    neutraliseLine(title),
    formatRelativeTime(updatedAt, now),
    String(turns),
    formatDollars(costUsd),
  ]);
  await printTable(
    context,
    [
      { title: 'ID' },
      { title: 'TITLE', shrink: true },
      { title: 'UPDATED' },
      { title: 'TURNS', align: 'right' },
      { title: 'COST', align: 'right' },
    ],
    rows,
    wanted.deleted === true ? 'The trash is empty.' : 'No conversations yet. Begin one with `jackdaw`.',
  );
  return 0;
}
