import type { ChatEventOf } from '@jackdaw/core/protocol';
import { formatCompact } from '../output/index.ts';

type Compacted = Pick<ChatEventOf<'context-compact'>, 'fromTokens' | 'toTokens'>;

/** `older messages were summarised to make room: 212k → 3.0k tokens; the originals are in the history` */
export function compactText({ fromTokens, toTokens }: Compacted): string {
  const sizes = `${formatCompact(fromTokens)} → ${formatCompact(toTokens)} tokens`;
  return `older messages were summarised to make room: ${sizes}; the originals are in the history`;
}
