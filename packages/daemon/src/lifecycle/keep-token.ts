import { closeSync, constants, fstatSync, openSync, readFileSync, rmSync } from 'node:fs';
import { createToken } from '../server/token.ts';
import { writePrivate } from './write-private.ts';

/** As `createToken` makes them. */
const TOKEN = /^[\w-]{43}$/;
const ANY_BY_OTHERS = 0o077;

/**
 * The token of a daemon whose address stays: the one that lies in `file`, so that what tools were told holds after a
 * restart. A new one is made, and kept there (0600), where there is none, where it is not whole, or where others could
 * have read it. Deleting the file renews it at the next start. `tell` hears what could not be kept.
 */
export function keptToken(file: string, tell: (warning: string) => void): string {
  const kept = readToken(file);
  if (kept !== null) return kept;
  const token = createToken();
  try {
    writePrivate(file, `${token}\n`);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    tell(`${file} could not be written, so the token is another one after the next start: ${reason}`);
  }
  return token;
}

/**
 * Removes a token that was kept: where the address changes with each start the token does so too. One that cannot be
 * removed does no harm, no daemon takes it meanwhile.
 */
export function forgetToken(file: string): void {
  try {
    rmSync(file, { force: true });
  } catch {
    // A disk that cannot be written must not keep the daemon from starting.
  }
}

function readToken(file: string): string | null {
  let opened: number | null = null;
  try {
    // Never through a link: it may lead to what somebody else has written.
    opened = openSync(file, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0));
    const { mode, uid } = fstatSync(opened);
    const isOurs = process.getuid === undefined || (uid === process.getuid() && (mode & ANY_BY_OTHERS) === 0);
    const text = readFileSync(opened, 'utf8').trim();
    return isOurs && TOKEN.test(text) ? text : null;
  } catch {
    return null;
  } finally {
    if (opened !== null) closeSync(opened);
  }
}
