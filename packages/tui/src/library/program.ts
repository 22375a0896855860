import { fileURLToPath } from 'node:url';
import { PROTOCOL_VERSION } from '@jackdaw/core/protocol';

// Set by the bundler; from the sources, the daemon is the bundle that the last build left.
declare const __JACKDAW_VERSION__: string;
declare const __DAEMON_ENTRY__: string;

const entry = typeof __DAEMON_ENTRY__ === 'string' ? __DAEMON_ENTRY__ : '../../../daemon/dist/daemon.mjs';

/** Path of `daemon.mjs`. */
export const daemonEntry = fileURLToPath(new URL(entry, import.meta.url));

/** Of this library. */
export const version =
  typeof __JACKDAW_VERSION__ === 'string' ? __JACKDAW_VERSION__ : `sources, protocol ${PROTOCOL_VERSION}`;
