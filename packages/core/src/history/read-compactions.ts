import type { Store } from '../store/index.ts';
import { compactionSchema, type Compaction } from './compaction.ts';
import { compactionsOf } from './history-keys.ts';

/** The summaries of a conversation, oldest first. One that cannot be read is left out: the turns are sent in its place. */
export async function readCompactions(
  store: Pick<Store, 'scan'>,
  conversationId: string,
): Promise<Compaction[]> {
  const compactions: Compaction[] = [];
  for await (const { value } of store.scan(compactionsOf(conversationId))) {
    const parsed = compactionSchema.safeParse(value);
    if (parsed.success) compactions.push(parsed.data);
  }
  return compactions;
}
