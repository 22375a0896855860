import { chmodSync, renameSync, statSync } from 'node:fs';
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
}

const MAX_BYTES = 5 * 1024 * 1024;

/**
 * One JSON object a line in `daemon.log`, mode 0600; a file over 5 MiB becomes `daemon.log.1` at the start. Throws the
 * system's error where the file cannot be written.
 */
export function createLog({ folder, level }: LogOptions): FileLog {
  const file = join(folder, 'daemon.log');
  rotate(file);
  const sink = destination({ dest: file, mode: 0o600, sync: true });
  chmodSync(file, 0o600);
  const options = {
    level,
    base: { pid: process.pid },
    timestamp: stdTimeFunctions.isoTime,
    redact: { paths: SECRET_PATHS, censor: '[secret]' },
  };
  const logger = pino(options, { write: (line) => void sink.write(escapeControls(hideSecrets(line))) });
  // The disk may fill up while the daemon runs: its log is the first thing that may go.
  sink.on('error', () => {});
  return Object.assign(logger, { flush: () => sink.flushSync() });
}

/** For a daemon whose log cannot be written. */
export const SILENT_LOG: FileLog = {
  debug: () => {},
  info: () => {},
  warn: () => {},
  error: () => {},
  flush: () => {},
};

function rotate(file: string): void {
  const found = statSync(file, { throwIfNoEntry: false });
  if (found !== undefined && found.size > MAX_BYTES) renameSync(file, `${file}.1`);
}
