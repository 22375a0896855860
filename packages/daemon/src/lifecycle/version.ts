import { readFileSync } from 'node:fs';
import { z } from 'zod';

/** Put in by the bundler. */
// oxlint-disable-next-line no-underscore-dangle -- so that it cannot be mistaken for one of our own
declare const __JACKDAW_VERSION__: string;

/** The version of this program, read from the package when it runs from its sources. */
export const VERSION: string =
  typeof __JACKDAW_VERSION__ === 'string' ? __JACKDAW_VERSION__ : versionOfPackage();

function versionOfPackage(): string {
  const text = readFileSync(new URL('../../package.json', import.meta.url), 'utf8');
  return z.object({ version: z.string() }).parse(JSON.parse(text)).version;
}
