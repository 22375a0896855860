import { createHash } from 'node:crypto';
import { join } from 'node:path';

export interface SocketPlace {
  readonly path: string;
  /** A folder of its own outside of the home, to be made and removed; null where it lies in the run folder. */
  readonly folder: string | null;
}

export interface SocketPathOptions {
  readonly run: string;
  readonly platform: NodeJS.Platform;
  readonly temporary: string;
  readonly uid: number;
}

/** Bytes of a path in `sockaddr_un`: 108 on Linux, 104 on macOS, with the closing zero. */
const MAX_PATH_BYTES = { linux: 107, other: 103 };

/**
 * Where the socket lies: in the run folder; where that path is too long for the system, in a private folder of the
 * temporary one; a named pipe on Windows.
 */
export function socketPath({ run, platform, temporary, uid }: SocketPathOptions): SocketPlace {
  const name = createHash('sha256').update(run).digest('hex').slice(0, 16);
  if (platform === 'win32') return { path: `\\\\.\\pipe\\jackdaw-${name}`, folder: null };
  const path = join(run, 'daemon.sock');
  const limit = platform === 'linux' ? MAX_PATH_BYTES.linux : MAX_PATH_BYTES.other;
  if (Buffer.byteLength(path) <= limit) return { path, folder: null };
  const folder = join(temporary, `jackdaw-${uid}-${name}`);
  return { path: join(folder, 'daemon.sock'), folder };
}
