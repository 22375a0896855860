import { crc32 } from 'node:zlib';

/** What LevelDB holds under a key: `1|<sequence>|<crc32 hex>|<json>`. The first field is the layout's version. */
export interface StoredValue {
  /** Number of the batch that wrote it. */
  readonly sequence: number;
  readonly json: string;
}

const LAYOUT = /^1\|(\d{1,16})\|([0-9a-f]{8})\|/;

export function encodeStoredValue(key: string, value: StoredValue): string {
  return headOf(key, value) + value.json;
}

/** What stands before the JSON. */
export function headOf(key: string, { sequence, json }: StoredValue): string {
  return `1|${sequence}|${checksum(key, sequence, json)}|`;
}

/** Undefined where the value is not whole: another layout, a wrong checksum, or written under another key. */
export function decodeStoredValue(key: string, stored: string): StoredValue | undefined {
  const head = LAYOUT.exec(stored);
  if (head?.[1] === undefined) return undefined;
  const sequence = Number(head[1]);
  const json = stored.slice(head[0].length);
  return checksum(key, sequence, json) === head[2] ? { sequence, json } : undefined;
}

function checksum(key: string, sequence: number, json: string): string {
  return crc32(json, crc32(`${sequence}|${key}`))
    .toString(16)
    .padStart(8, '0');
}
