import { createHash, randomBytes } from 'node:crypto';

const CROCKFORD = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

export interface OtelIds {
  /** 32 digits of hexadecimal. */
  readonly traceId: string;
  /** 16 digits: the span of the whole turn. */
  readonly rootSpanId: string;
}

/**
 * A turn's id is a ULID, which has the 128 bits of a trace's id: the same number in hexadecimal, so that one finds the other.
 * The root's id is its random half, known before the turn is over. Other ids are hashed.
 */
export function otelIds(turnId: string): OtelIds {
  const traceId = ulidToHex(turnId) ?? createHash('sha256').update(turnId).digest('hex').slice(0, 32);
  return { traceId, rootSpanId: notZero(traceId.slice(16)) };
}

export const randomSpanId = (): string => notZero(randomBytes(8).toString('hex'));
export const randomTraceId = (): string => notZero(randomBytes(16).toString('hex'));

function ulidToHex(id: string): string | null {
  if (!/^[0-7][0-9A-HJKMNP-TV-Z]{25}$/.test(id)) return null;
  let value = 0n;
  for (const digit of id) value = value * 32n + BigInt(CROCKFORD.indexOf(digit));
  return value === 0n ? null : value.toString(16).padStart(32, '0');
}

/** All zeros is no id. */
const notZero = (hex: string): string => (/^0+$/.test(hex) ? hex.replace(/0$/, '1') : hex);
