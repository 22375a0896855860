const MARK = '[redacted]';

/** Shapes of keys that no message may show, whether they are ours or not. */
const KEY_SHAPES = /\bsk-[A-Za-z0-9_-]{16,}|(?<=\bBearer\s+)[A-Za-z0-9._~+/=-]{8,}/g;

/** `text` without the `secrets` (null and the empty one are left out), and without anything that looks like a key. */
export function redact(text: string, secrets: readonly (string | null)[]): string {
  let clean = text;
  for (const secret of secrets) {
    if (secret !== null && secret !== '') clean = clean.replaceAll(secret, MARK);
  }
  return clean.replace(KEY_SHAPES, MARK);
}
