import type { JackdawClient } from '@jackdaw/core/client';
import { JackdawError } from '@jackdaw/core/protocol';

const MOST = 1000;

/** The id of the trace that `start` means: `last`, an id, or the beginning of one. Throws where several begin so. */
export async function findTrace(client: JackdawClient, start: string): Promise<string> {
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
