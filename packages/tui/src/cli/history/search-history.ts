import { formatRelativeTime } from '../../output/format-relative-time.ts';
import { neutraliseLine } from '../../text/neutralise.ts';
import type { CliContext } from '../cli-context.ts';
import { withClient } from '../connect.ts';
import { printJson, printTable, type JsonOption } from '../output.ts';

export interface SearchOptions extends JsonOption {
  readonly limit?: number;
}

export async function searchHistory(
  context: CliContext,
  words: readonly string[],
  { json, limit }: SearchOptions,
): Promise<number> {
  const query = words.join(' ');
  const { matches } = await withClient(context, (client) =>
    client.call('history.search', { query, ...(limit === undefined ? {} : { limit }) }),
  );
  if (json === true) {
    await printJson(context, matches);
    return 0;
  }
  const now = Date.now();
  await printTable(
    context,
    [{ title: 'ID' }, { title: 'WHEN' }, { title: 'WHO' }, { title: 'MATCH', shrink: true }],
    matches.map(({ conversationId, at, role, excerpt }) => [
      conversationId,
      formatRelativeTime(at, now),
      role === 'user' ? 'you' : 'claude',
      neutraliseLine(excerpt),
    ]),
    `Nothing found for ${JSON.stringify(neutraliseLine(query))}.`,
  );
  return 0;
}
