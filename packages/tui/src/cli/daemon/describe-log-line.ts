import { neutraliseLine } from '../../text/neutralise.ts';
import { parseLogRecord } from './parse-log-record.ts';

const LEVELS: Readonly<Record<number, string>> = {
  10: 'trace',
  20: 'debug',
  30: 'info',
  40: 'warn',
  50: 'error',
  60: 'fatal',
};
const OWN = new Set(['time', 'level', 'msg', 'pid', 'hostname']);

/** A line of the daemon's log (JSON) for reading: `2026-11-23T17:05:01.123Z info started port=4312`. Others as they are. */
export function describeLogLine(line: string): string {
  if (line === '') return '';
  const record = parseLogRecord(line);
  if (record === null) return neutraliseLine(line);
  const level = LEVELS[Number(record['level'])] ?? textOf(record['level']);
  const details = Object.entries(record)
    .filter(([name]) => !OWN.has(name))
    .map(([name, value]) => `${name}=${textOf(value)}`);
  const words = [textOf(record['time']), level, textOf(record['msg']), ...details];
  return neutraliseLine(words.join(' '));
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
}
