/**
 * A key as it is meant, from what people paste: without the quotes, white space and line ends of a shell or a web
 * page, and without the name of its variable.
 */
export function tidyKey(text: string): string {
  return text
    .replaceAll(/\s+/g, ' ')
    .trim()
    .replace(/^(?:export )?[A-Z][A-Z_]*_KEY ?= ?/, '')
    .replaceAll(/[\s"'`“”‘’;,]/g, '');
}

/** Why this cannot be a key; null where it can. */
export function problemWithKey(key: string): string | null {
  if (key === '') return 'Nothing was entered. Paste the key, or press Esc to go back.';
  return /^[\u0021-\u007e]+$/.test(key) ? null : 'No key has such characters in it. Copy it once more.';
}
