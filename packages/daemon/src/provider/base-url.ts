import { JackdawError } from '@jackdaw/core';

/** Where calls go when nothing else is said. */
export const VENDOR_URL = 'https://api.anthropic.com';

/** Of the last base URL that was asked for: nearly always it is the next one, too. */
let latest: { readonly baseUrl: string | null; readonly url: URL } | null = null;

/** Where messages of a base URL go; not to be changed. Throws as `normaliseBaseUrl` does. */
export function messagesUrl(baseUrl: string | null): URL {
  if (latest === null || latest.baseUrl !== baseUrl) {
    latest = { baseUrl, url: new URL(`${normaliseBaseUrl(baseUrl)}/v1/messages`) };
  }
  return latest.url;
}

/**
 * The URL that the SDK appends `/v1/messages` to: without a trailing `/v1`, slashes, query or fragment.
 * Throws `invalid_config` where it is not an http URL or carries a password.
 */
export function normaliseBaseUrl(baseUrl: string | null): string {
  if (baseUrl === null || baseUrl.trim() === '') return VENDOR_URL;
  const url = URL.parse(baseUrl.trim());
  if (url === null || !/^https?:$/.test(url.protocol)) {
    throw new JackdawError(
      'invalid_config',
      'The base URL is not a web address. Set ANTHROPIC_BASE_URL to one such as http://localhost:11434.',
    );
  }
  if (url.username !== '' || url.password !== '') {
    throw new JackdawError(
      'invalid_config',
      `The base URL of ${url.host} holds a user name or password. Leave it out and set ANTHROPIC_API_KEY.`,
    );
  }
  return `${url.origin}${url.pathname.replace(/\/+$/, '').replace(/\/v1$/, '').replace(/\/+$/, '')}`;
}
