import { chmodSync, existsSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { destination, pino, stdTimeFunctions } from 'pino';
import type { Log } from './log.ts';
import { escapeControls } from './escape-controls.ts';
import { hideSecrets, SECRET_PATHS } from './secrets.ts';

export interface FileLog extends Log {
  /** Writes out what waits. Call before the process ends. */
  flush(): void;
}

export interface LogOptions {
  /** Folder of `daemon.log`; it must be there. */
  readonly folder: string;
  readonly level: 'debug' | 'info' | 'warn' | 'error';
  readonly bounds?: { readonly maxBytes: number; readonly kept: number };
}

/** Characters that wait for a disk to have room again; what goes beyond is dropped. */
const MAX_WAITING = 1024 * 1024;

/** Bytes of a file, and how many of earlier ones are kept beside the one that is written: 25 MiB in all. */
export const LOG_BOUNDS = { maxBytes: 5 * 1024 * 1024, kept: 4 } as const;

/**
 * One JSON object a line in `daemon.log`, mode 0600. A file that is full becomes `daemon.log.1`, the one before that
 * `daemon.log.2`, and so on; the oldest goes. Throws the system's error where the file cannot be written at the start.
 */
export function createLog({ folder, level, bounds = LOG_BOUNDS }: LogOptions): FileLog {
  const file = join(folder, 'daemon.log');
  let size = sizeOf(file);
  if (size > bounds.maxBytes) size = rotate(file, bounds.kept);
  const sink = destination({ dest: file, mode: 0o600, sync: true, maxLength: MAX_WAITING });
  let failing = false;
  chmodSync(file, 0o600);
  // The disk may fill up while the daemon runs: its log is the first thing that may go.
  sink.on('error', () => (failing = true));
  sink.on('write', () => (failing = false));

  function write(line: string): void {
    const bytes = Buffer.byteLength(line);
    if (size > 0 && size + bytes > bounds.maxBytes) {
      try {
        size = rotate(file, bounds.kept);
        sink.reopen(file);
      } catch {
        // It cannot be set aside: the log goes on where it is, and the next try comes after as much again.
        size = 0;
      }
    }
    size += bytes;
    sink.write(line);
  }

  const options = {
    level,
    base: { pid: process.pid },
    timestamp: stdTimeFunctions.isoTime,
    redact: { paths: SECRET_PATHS, censor: '[secret]' },
  };
  const logger = pino(options, { write: (line) => write(escapeControls(hideSecrets(line))) });
  return Object.assign(logger, {
    // On a file that cannot be written to, `flushSync` tries for ever and blocks the whole process.
    flush: () => failing || sink.flushSync(),
  });
}

/** For a daemon whose log cannot be written. */
export const SILENT_LOG: FileLog = {
  debug: () => {},
  info: () => {},
  warn: () => {},
  error: () => {},
  flush: () => {},
};

/** Moves each file on by one, the oldest away; the bytes of the file that is written next. */
function rotate(file: string, kept: number): 0 {
  for (let number = kept; number > 0; number--) {
    const from = number === 1 ? file : `${file}.${number - 1}`;
    if (existsSync(from)) renameSync(from, `${file}.${number}`);
  }
  return 0;
}

function sizeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0;
}
