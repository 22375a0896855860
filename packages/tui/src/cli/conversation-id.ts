import type { JackdawClient } from '@jackdaw/core/client';
import { JackdawError, type ConversationSummary } from '@jackdaw/core/protocol';
import { neutraliseLine } from '../text/neutralise.ts';

const PAGE = 1000;
const SHOWN = 5;

/** All conversations, the latest first. `deleted` asks for those in the trash. */
export async function listConversations(
  client: JackdawClient,
  { deleted = false, limit = Infinity }: { readonly deleted?: boolean; readonly limit?: number } = {},
): Promise<readonly ConversationSummary[]> {
  const all: ConversationSummary[] = [];
  let cursor: string | null = null;
  do {
    const page: { conversations: ConversationSummary[]; cursor: string | null } = await client.call(
      'history.list',
      {
        limit: Math.min(PAGE, limit - all.length),
        ...(deleted ? { deleted } : {}),
        ...(cursor === null ? {} : { cursor }),
      },
    );
    all.push(...page.conversations);
    ({ cursor } = page);
  } while (cursor !== null && all.length < limit);
  return all;
}

/**
 * The whole id of the conversation that `start` begins. Throws `not_found` where there is none and `invalid_request`
 * where there are several.
 */
export async function resolveConversation(
  client: JackdawClient,
  start: string,
  options: { readonly deleted?: boolean } = {},
): Promise<string> {
  const conversations = await listConversations(client, options);
  const exact = conversations.find(({ id }) => id === start);
  if (exact !== undefined) return exact.id;
  const matches = conversations.filter(({ id }) => id.toLowerCase().startsWith(start.toLowerCase()));
  const [first] = matches;
  if (first === undefined) {
    const where = options.deleted === true ? 'jackdaw history list --deleted' : 'jackdaw history list';
    throw new JackdawError('not_found', `There is no conversation ${start}. \`${where}\` shows them.`);
  }
  if (matches.length > 1) {
    const list = matches.slice(0, SHOWN).map(({ id, title }) => `  ${id}  ${neutraliseLine(title)}`);
    if (matches.length > SHOWN) list.push(`  and ${matches.length - SHOWN} more`);
    throw new JackdawError(
      'invalid_request',
      `${start} begins ${matches.length} conversations; give more of the id:\n${list.join('\n')}`,
    );
  }
  return first.id;
}

/** The id of the latest conversation; null where there is none. */
export async function latestConversation(client: JackdawClient): Promise<string | null> {
  const [latest] = await listConversations(client, { limit: 1 });
  return latest?.id ?? null;
}
