import { formatBytes } from '../../output/format-bytes.ts';
import { formatDollars } from '../../output/format-dollars.ts';
import { formatRelativeTime } from '../../output/format-relative-time.ts';
import { neutraliseLine } from '../../text/neutralise.ts';
import type { CliContext } from '../cli-context.ts';
import { withClient } from '../connect.ts';
import { printJson, printTable, type JsonOption } from '../output.ts';
import { listEntries } from './cache-entries.ts';

export interface ListOptions extends JsonOption {
  readonly limit?: number;
}

/** Characters of an id that people are shown: no two entries share so many, and `show` and `delete` take them. */
const SHORT_ID = 12;

export async function listCache(context: CliContext, { json, limit }: ListOptions): Promise<number> {
  const entries = await withClient(context, (client) => listEntries(client, limit));
  if (json === true) {
    await printJson(context, entries);
    return 0;
  }
  const now = Date.now();
  await printTable(
    context,
    [
      { title: 'ID' },
      { title: 'TIER' },
      { title: 'QUESTION', shrink: true },
      { title: 'MADE' },
      { title: 'EXPIRES' },
      { title: 'SIZE', align: 'right' },
      { title: 'HITS', align: 'right' },
      { title: 'SAVED', align: 'right' },
    ],
    entries.map((entry) => [
      entry.id.slice(0, SHORT_ID),
      entry.tier,
      neutraliseLine(entry.prompt),
      formatRelativeTime(entry.createdAt, now),
      formatRelativeTime(entry.expiresAt, now),
      formatBytes(entry.bytes),
      String(entry.hits),
      formatDollars(entry.savedUsd),
    ]),
    'The cache is empty.',
  );
  return 0;
}
