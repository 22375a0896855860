/** Where the calls go, without a path, user or key. */
export function serverAttributes(baseUrl: string | null): Record<string, string | number> {
  const url = URL.parse(baseUrl ?? 'https://api.anthropic.com');
  if (url === null) return {};
  const port = url.port === '' ? (url.protocol === 'http:' ? 80 : 443) : Number(url.port);
  return { 'server.address': url.hostname, 'server.port': port };
}
