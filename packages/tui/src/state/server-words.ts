import type { ServerLook } from '../servers/index.ts';

/** What was found at an address, and where that is. Null where nobody looked. */
export interface KeyLook {
  readonly host: string;
  readonly look: ServerLook;
}

/** Why this key is of no use; null where it may be. */
export function rejectedKey(found: KeyLook | null): string | null {
  if (found?.look.kind !== 'key-rejected') return null;
  return `${found.host} does not accept this key (status ${found.look.status}). Is it whole, and not revoked? Correct it, or paste another.`;
}

/** What is known of a key that is kept. */
export function keptKey(found: KeyLook | null): string {
  const kept = 'The key is kept on this machine, readable by you alone.';
  switch (found?.look.kind) {
    case 'speaks':
      return `${found.host} accepts the key. ${kept}`;
    case 'unreachable':
      return `${kept} Whether it is accepted is not known yet: ${found.host} cannot be reached (${found.look.reason}).`;
    case 'other':
    case 'troubled':
      return `${kept} Whether it is accepted is not known yet: ${found.host} answered with status ${found.look.status}.`;
    case 'key-rejected':
    case undefined:
      return kept;
  }
}

/** Why questions cannot go to this server; null where they can. */
export function problemWithServer(address: string, look: ServerLook): string | null {
  switch (look.kind) {
    case 'speaks':
    case 'key-rejected':
    case 'troubled':
      return null;
    case 'other':
      return `Something answers at ${address}, but does not speak the Messages API (status ${look.status} for /v1/messages). Is it the right port, and new enough?`;
    case 'unreachable':
      return `${address} cannot be reached: ${look.reason}. Start the server and press Enter, or correct the address.`;
  }
}
