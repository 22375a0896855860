import { parseLogRecord } from './parse-log-record.ts';

export const LOG_LEVELS = ['debug', 'info', 'warn', 'error'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

const NUMBERS: Readonly<Record<LogLevel, number>> = { debug: 20, info: 30, warn: 40, error: 50 };

export interface LogWish {
  /** This level and what is graver. */
  readonly level?: LogLevel;
  /** Milliseconds since the epoch. */
  readonly since?: number;
}

/** Whether a line is wished for. One that cannot be read is, unless there is a wish: nobody knows what it says. */
export function createLogFilter({ level, since }: LogWish): (line: string) => boolean {
  if (level === undefined && since === undefined) return () => true;
  const least = level === undefined ? 0 : NUMBERS[level];
  return (line) => {
    const record = parseLogRecord(line);
    if (record === null) return false;
    const at = Date.parse(String(record['time']));
    return Number(record['level']) >= least && (since === undefined || at >= since);
  };
}
