import type { DaemonStatus } from '@jackdaw/core/protocol';
import { embedderLines } from '../daemon/embedder-lines.ts';
import { ok, warn, type Check } from './check.ts';

/** Nothing of it stops the chat: without the model fewer similar questions are found. `wanted`: not off by config. */
export function checkEmbedder(embedder: DaemonStatus['embedder'], wanted: boolean): Check {
  const detail = embedderLines(embedder).join('\n');
  const isDown = ['missing', 'failed', 'off'].includes(embedder.state);
  return wanted && isDown
    ? warn('embedder', detail, 'The chat works without it; fewer similar questions are found.')
    : ok('embedder', detail);
}
