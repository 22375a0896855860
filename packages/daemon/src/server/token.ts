import { randomBytes, timingSafeEqual } from 'node:crypto';

/** A new secret of 256 bits for this run of the daemon. */
export function createToken(): string {
  return randomBytes(32).toString('base64url');
}

/** Takes the same time wherever the two differ, and whatever their lengths. `compare` has to promise that for equal lengths. */
export function isSameToken(
  given: string,
  token: string,
  compare: (one: Buffer, other: Buffer) => boolean = timingSafeEqual,
): boolean {
  if (ours.token !== token) ours = { token, bytes: Buffer.from(token), given: Buffer.from(token) };
  // As much of it as the token has bytes, with zeros behind: how it is done depends on what was given alone.
  ours.given.fill(0).write(given);
  return compare(ours.given, ours.bytes) && Buffer.byteLength(given) === ours.bytes.length;
}

/** The token of an `Authorization: Bearer …` header; null where there is none. */
export function bearerToken(header: string | undefined): string | null {
  return /^Bearer +(\S+) *$/i.exec(header ?? '')?.[1] ?? null;
}

/** The daemon's own, which every request is compared with, and room for what is compared with it. */
let ours = { token: '', bytes: Buffer.alloc(0), given: Buffer.alloc(0) };
