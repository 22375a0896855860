import type { DaemonStatus } from '@jackdaw/core/protocol';
import { neutraliseLine } from '../../text/neutralise.ts';

/** How far the embedding model is, what finds similar questions now, and why it is not the model. */
export function embedderLines({ state, id, detail }: DaemonStatus['embedder']): readonly string[] {
  const now = id === null ? 'similar questions are not found' : `similar questions are found by ${id}`;
  return [`${state}: ${now}`, ...(detail === undefined ? [] : [detail])].map(neutraliseLine);
}
