const NEARBY = /^(?:localhost|.*\.local(?:host)?|[\d.]+|\[[\da-f:.]+\]|[^.]+)$/i;

/**
 * A server's address as calls use it, from what people type: `localhost:11434`, `http://127.0.0.1:8080/v1/`. Without
 * a scheme it is `http` for a machine nearby and `https` for any other. Null where it is no address, or holds a
 * password, which has no place in one.
 */
export function tidyAddress(text: string): string | null {
  const typed = text.trim().replaceAll(/^["'`]|["'`]$/g, '');
  if (typed === '' || /\s/.test(typed)) return null;
  const url = URL.parse(/^[a-z][a-z\d+.-]*:\/\//i.test(typed) ? typed : withScheme(typed));
  if (url === null || !/^https?:$/.test(url.protocol) || url.hostname === '') return null;
  if (url.username !== '' || url.password !== '') return null;
  const path = url.pathname
    .replace(/\/+$/, '')
    .replace(/\/v1(?:\/(?:messages|models|chat\/completions))?$/, '');
  return `${url.origin}${path.replace(/\/+$/, '')}`;
}

function withScheme(typed: string): string {
  const host = /^(?:\[[^\]]*\]|[^:/]*)/.exec(typed)?.[0] ?? '';
  return `${NEARBY.test(host) ? 'http' : 'https'}://${typed}`;
}

/** Where questions go when nothing else is said. */
export const VENDOR_ADDRESS = 'https://api.anthropic.com';
