import { hash, randomBytes, timingSafeEqual } from 'node:crypto';

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
  if (ours.token !== token) ours = { token, digest: digest(token) };
  return compare(digest(given), ours.digest);
}

/** The token of an `Authorization: Bearer …` header; null where there is none. */
export function bearerToken(header: string | undefined): string | null {
  return /^Bearer +(\S+) *$/i.exec(header ?? '')?.[1] ?? null;
}

/** The daemon's own, which every request is compared with. */
let ours = { token: '', digest: digest('') };

function digest(text: string): Buffer {
  return hash('sha256', text, 'buffer');
}
