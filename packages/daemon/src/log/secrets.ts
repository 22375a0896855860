/** Keys of the Messages API, wherever they stand: in an address, a header, the message of an error. */
const API_KEY = /sk-ant-[\w-]{4,}/g;
/** A user name and a password in an address: of a mirror, a server, a proxy. */
const USER_INFO = /(\b[a-z][a-z\d+.-]*:\/\/)[^\s/?#@"'\\]+@/gi;
const BEARER = /(bearer\s+)[\w.~+/=-]{8,}/gi;

/** Names under which the daemon's own objects hold secrets. */
export const SECRET_PATHS = ['apiKey', 'token', 'authorization', 'x-api-key'].flatMap((name) =>
  ['', '*.', '*.*.'].map((prefix) =>
    name.includes('-') ? `${prefix.slice(0, -1)}["${name}"]` : `${prefix}${name}`,
  ),
);

export function hideSecrets(text: string): string {
  return text.replace(API_KEY, '[key]').replace(BEARER, '$1[token]').replace(USER_INFO, '$1[secret]@');
}
