import type { DaemonStatus } from '@jackdaw/core/protocol';
import { formatRelativeTime } from '../output/format-relative-time.ts';
import { neutraliseLine } from '../text/neutralise.ts';

/** Whether the service can be reached, as the daemon's last call found it. */
export function upstreamText(upstream: NonNullable<DaemonStatus['upstream']>, now: number): string {
  const { state, at, message = '' } = upstream;
  const when = at === null ? '' : ` (${formatRelativeTime(at, now)})`;
  switch (state) {
    case 'unknown':
      return 'not asked yet';
    case 'reachable':
      return `reachable${when}`;
    case 'offline':
      return `offline: it could not be reached${when}`;
    case 'failing':
      return neutraliseLine(`failing${when}: ${message}`);
  }
}
