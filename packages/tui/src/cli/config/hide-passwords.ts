/** A value without the user names and passwords of addresses in it: what is shown is soon in a bug report. */
export function hidePasswords(value: unknown): unknown {
  if (typeof value === 'string') return URL.canParse(value) ? hideUserInfo(value) : value;
  if (Array.isArray(value)) return value.map(hidePasswords);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, hidePasswords(inner)]));
}

function hideUserInfo(address: string): string {
  return address.replace(/^([a-z][a-z\d+.-]*:\/\/)[^/?#]*@/i, '$1***@');
}
