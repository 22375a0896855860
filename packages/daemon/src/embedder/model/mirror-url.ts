export interface Mirror {
  /** Ends with a slash; may be logged and told. */
  readonly baseUrl: string;
  /** What the mirror wants to see of a user name and password that stood in the address; null where none did. */
  readonly authorization: string | null;
}

/** Parts the secrets of a mirror's address from what may be shown of it; `fetch` would refuse, and tell, them. */
export function mirrorUrl(address: string): Mirror {
  const url = new URL(address);
  const { username, password } = url;
  url.username = '';
  url.password = '';
  const baseUrl = url.href.replace(/\/*$/, '/');
  if (username === '' && password === '') return { baseUrl, authorization: null };
  const pair = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  return { baseUrl, authorization: `Basic ${Buffer.from(pair).toString('base64')}` };
}
