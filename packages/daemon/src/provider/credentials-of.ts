import { JackdawError, type Upstream } from '@jackdaw/core';

/** A call's key and URL, as far as they are not blank. Throws `credentials_missing` where there is neither. */
export function credentialsOf({ apiKey, baseUrl }: Upstream): {
  apiKey: string | null;
  baseUrl: string | null;
} {
  const key = apiKey === null || apiKey.trim() === '' ? null : apiKey.trim();
  const url = baseUrl === null || baseUrl.trim() === '' ? null : baseUrl;
  if (key === null && url === null) {
    throw new JackdawError(
      'credentials_missing',
      'There is no API key. Enter one in the chat (/setup), set ANTHROPIC_API_KEY, point ANTHROPIC_BASE_URL at a local server, or try the demo with JACKDAW_DEMO=1.',
    );
  }
  return { apiKey: key, baseUrl: url };
}
