import type { JackdawClient } from '@jackdaw/core/client';
import { JackdawError, type CacheEntrySummary } from '@jackdaw/core/protocol';

const PAGE = 1000;

export async function listEntries(
  client: JackdawClient,
  limit = Infinity,
): Promise<readonly CacheEntrySummary[]> {
  const all: CacheEntrySummary[] = [];
  let cursor: string | null = null;
  do {
    const page: { entries: CacheEntrySummary[]; cursor: string | null } = await client.call('cache.list', {
      limit: Math.min(PAGE, limit - all.length),
      ...(cursor === null ? {} : { cursor }),
    });
    all.push(...page.entries);
    ({ cursor } = page);
  } while (cursor !== null && all.length < limit);
  return all;
}

/** The whole id of the entry that `start` begins. Throws `not_found`, or `invalid_request` where there are several. */
export async function resolveEntry(client: JackdawClient, start: string): Promise<string> {
  const entries = await listEntries(client);
  const matches = entries.filter(({ id }) => id === start || id.startsWith(start));
  const exact = matches.find(({ id }) => id === start) ?? matches[0];
  if (exact === undefined) {
    throw new JackdawError(
      'not_found',
      `The cache has no entry ${start}. \`jackdaw cache list\` shows what it has.`,
    );
  }
  if (matches.length > 1 && exact.id !== start) {
    throw new JackdawError(
      'invalid_request',
      `${start} begins ${matches.length} entries; give more of the id.`,
    );
  }
  return exact.id;
}
