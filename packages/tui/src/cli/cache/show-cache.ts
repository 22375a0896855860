import { formatBytes } from '../../output/format-bytes.ts';
import { countOf, formatCount } from '../../output/format-count.ts';
import { formatDollars } from '../../output/format-dollars.ts';
import { formatRelativeTime } from '../../output/format-relative-time.ts';
import { neutralise, neutraliseName } from '../../text/neutralise.ts';
import type { CliContext } from '../cli-context.ts';
import { withClient } from '../connect.ts';
import { printJson, printLines, type JsonOption } from '../output.ts';
import { styleFor } from '../style-for.ts';
import { resolveEntry } from './cache-entries.ts';

export async function showCacheStats(context: CliContext, { json }: JsonOption): Promise<number> {
  const stats = await withClient(context, (client) => client.call('cache.stats', {}));
  if (json === true) {
    await printJson(context, stats);
    return 0;
  }
  const { entries, bytes, maxBytes, hits, savedUsd } = stats;
  await printLines(context, [
    `entries  ${formatCount(entries.exact)} exact, ${formatCount(entries.semantic)} semantic`,
    `size     ${formatBytes(bytes)} of ${formatBytes(maxBytes)}`,
    `hits     ${formatCount(hits.exact)} exact, ${formatCount(hits.semantic)} semantic`,
    `saved    ${formatDollars(savedUsd)}`,
  ]);
  return 0;
}

export async function showCacheEntry(
  context: CliContext,
  start: string,
  { json }: JsonOption,
): Promise<number> {
  const entry = await withClient(context, async (client) =>
    client.call('cache.get', { id: await resolveEntry(client, start) }),
  );
  if (json === true) {
    await printJson(context, entry);
    return 0;
  }
  const { bold, dim } = styleFor(context);
  const now = Date.now();
  const facts = [
    entry.id,
    entry.tier,
    neutraliseName(entry.model),
    `made ${formatRelativeTime(entry.createdAt, now)}`,
    `expires ${formatRelativeTime(entry.expiresAt, now)}`,
    countOf(entry.hits, 'hit'),
    `saved ${formatDollars(entry.savedUsd)}`,
  ];
  await printLines(context, [
    bold(neutralise(entry.prompt).trimEnd()),
    dim(facts.join(' · ')),
    '',
    neutralise(entry.text).trimEnd(),
  ]);
  return 0;
}
