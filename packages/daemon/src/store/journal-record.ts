import { crc32 } from 'node:zlib';

/** A key and the JSON text of its value; null deletes. */
export type Change = readonly [key: string, json: string | null];

/** One acknowledged batch. A record without changes is a mark: all batches up to its sequence are in the database. */
export interface JournalRecord {
  readonly sequence: number;
  readonly changes: readonly Change[];
}

/**
 * One line: `<crc32 hex> <sequence> <json>\n`, where the JSON is a list of `[key, value]` and `[key]` (deleted).
 * JSON holds no raw line break, so a reader finds the next record behind a damaged one.
 */
export function encodeJournalRecord({ sequence, changes }: JournalRecord): string {
  let list = '';
  for (const [key, json] of changes) {
    if (list !== '') list += ',';
    list += json === null ? `[${JSON.stringify(key)}]` : `[${JSON.stringify(key)},${json}]`;
  }
  const body = `${sequence} [${list}]`;
  return `${crc32(body).toString(16).padStart(8, '0')} ${body}\n`;
}

/** Takes a line without its line break; undefined where it is damaged. */
export function decodeJournalRecord(line: string): JournalRecord | undefined {
  const head = /^([0-9a-f]{8}) ((\d{1,16}) )/.exec(line);
  if (head?.[1] === undefined || head[2] === undefined) return undefined;
  if (crc32(line.slice(9)) !== Number.parseInt(head[1], 16)) return undefined;
  const list: unknown = JSON.parse(line.slice(9 + head[2].length));
  if (!Array.isArray(list)) return undefined;
  const changes = list.map(toChange);
  return changes.every((change) => change !== undefined) ? { sequence: Number(head[3]), changes } : undefined;
}

function toChange(item: unknown): Change | undefined {
  if (!Array.isArray(item) || typeof item[0] !== 'string') return undefined;
  return [item[0], item.length > 1 ? JSON.stringify(item[1]) : null];
}
