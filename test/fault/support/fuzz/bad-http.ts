import fc from 'fast-check';

/** A request that has to be refused, with the statuses that may say so. */
export interface BadHttp {
  readonly kind: string;
  /** `HOST` stands for the listener's own name. */
  readonly text: string;
  readonly statuses: readonly number[];
  /** Refused before all of it was read: the system may reset the connection before the status is read. */
  readonly mayReset?: boolean;
  /** The client closes its side after this, in the middle of the request. */
  readonly halfClosed?: boolean;
}

const get = (...headers: readonly string[]) =>
  `GET /healthz HTTP/1.1\r\n${headers.map((each) => `${each}\r\n`).join('')}\r\n`;
const upgrade = (path: string, ...headers: readonly string[]) =>
  `GET ${path} HTTP/1.1\r\nHost: HOST\r\nConnection: Upgrade\r\n${headers.map((each) => `${each}\r\n`).join('')}\r\n`;
const KEY = 'Sec-WebSocket-Key: MDEyMzQ1Njc4OWFiY2RlZg==';
const VERSION = 'Sec-WebSocket-Version: 13';
const WEBSOCKET = 'Upgrade: websocket';

const all = (kind: string, statuses: readonly number[], ...texts: readonly string[]): fc.Arbitrary<BadHttp> =>
  fc.constantFrom(...texts).map((text) => ({ kind, statuses, text }));

const BODY = '5\r\nhello\r\n0\r\n\r\n';
const SMUGGLED = 'GET /ws HTTP/1.1\r\nHost: HOST\r\n\r\n';

/** RFC 9112: 3.2 (Host, targets), 5 (fields), 6.1 and 6.3 (Transfer-Encoding, Content-Length), 11.2 (smuggling). */
export const badHttp: fc.Arbitrary<BadHttp> = fc.oneof(
  all(
    'two readings of where a body ends',
    [400, 413],
    get('Host: HOST', 'Content-Length: 5', 'Transfer-Encoding: chunked') + BODY + SMUGGLED,
    get('Host: HOST', 'Transfer-Encoding: chunked', 'Content-Length: 0') + BODY + SMUGGLED,
    get('Host: HOST', 'Content-Length: 5', 'Content-Length: 6') + 'hello' + SMUGGLED,
    get('Host: HOST', 'Content-Length: 5, 5') + 'hello' + SMUGGLED,
    get('Host: HOST', 'Content-Length: +5') + 'hello',
    get('Host: HOST', 'Content-Length: -1') + 'hello',
    get('Host: HOST', 'Content-Length: 0x5') + 'hello',
    get('Host: HOST', 'Content-Length: 99999999999999999999') + 'hello',
    get('Host: HOST', 'Transfer-Encoding: chunked, identity') + BODY,
    get('Host: HOST', 'Transfer-Encoding: xchunked') + BODY,
    get('Host: HOST', 'Transfer-Encoding: identity', 'Transfer-Encoding: chunked') + BODY,
    get('Host: HOST', 'Transfer-Encoding : chunked') + BODY,
    get('Host: HOST', 'Transfer-Encoding:\x0bchunked') + BODY,
    get('Host: HOST', 'X: y\rTransfer-Encoding: chunked') + BODY,
  ),
  all(
    'a body where none belongs',
    [413, 400],
    get('Host: HOST', 'Transfer-Encoding: chunked') + BODY,
    get('Host: HOST', 'Transfer-Encoding: chunked') + `FFFFFFFFFFFFFFFF\r\n`,
    get('Host: HOST', 'Transfer-Encoding: chunked') + `zz\r\n`,
    get('Host: HOST', 'Content-Length: 5') + 'hello',
    get('Host: HOST', 'Content-Length: 1000000000'),
    'POST /ws HTTP/1.1\r\nHost: HOST\r\nContent-Length: 2\r\n\r\n{}',
    upgrade('/ws', WEBSOCKET, KEY, VERSION, 'Content-Length: 8') + SMUGGLED,
    upgrade('/ws', WEBSOCKET, KEY, VERSION, 'Transfer-Encoding: chunked') + BODY,
  ),
  all(
    'not one Host',
    [400, 421],
    get(),
    get('Host:'),
    get('Host: HOST', 'Host: HOST'),
    get('Host: HOST', 'Host: evil.example'),
    get('Host: evil.example', 'Host: HOST'),
    get('Host: HOST, evil.example'),
    get('Host: evil.example'),
    get('Host: HOST.evil.example'),
    get('Host: evil.example@HOST'),
    get('Host: HOST/'),
    get('Host: 127.0.0.2'),
    get('Host: 0.0.0.0'),
    get('Host: [::]'),
    get('Host: 2130706433'),
    upgrade('/ws', WEBSOCKET, KEY, VERSION, 'Host: evil.example'),
  ),
  all(
    'a web page',
    [403, 400],
    get('Host: HOST', 'Origin: https://evil.example'),
    get('Host: HOST', 'Origin: null'),
    get('Host: HOST', 'Origin:'),
    get('Host: HOST', 'Origin: http://HOST'),
    get('Host: HOST', 'Origin: https://evil.example', 'Origin: http://localhost'),
    upgrade('/ws', WEBSOCKET, KEY, VERSION, 'Origin: https://evil.example'),
    upgrade('/ws', WEBSOCKET, KEY, VERSION, 'Origin: file://'),
  ),
  all(
    'an upgrade to something else',
    [400, 404, 405, 426],
    upgrade('/other', WEBSOCKET, KEY, VERSION),
    upgrade('/ws/..', WEBSOCKET, KEY, VERSION),
    upgrade('//ws', WEBSOCKET, KEY, VERSION),
    upgrade('/ws', 'Upgrade: h2c', 'HTTP2-Settings: AAMAAABkAAQAAP__'),
    upgrade('/ws', WEBSOCKET, VERSION),
    upgrade('/ws', WEBSOCKET, 'Sec-WebSocket-Key: short', VERSION),
    upgrade('/ws', WEBSOCKET, KEY),
    upgrade('/ws', WEBSOCKET, KEY, 'Sec-WebSocket-Version: 99'),
    upgrade('/ws', WEBSOCKET, 'Upgrade: h2c', KEY, VERSION),
    upgrade('/ws', WEBSOCKET, KEY, VERSION, 'Sec-WebSocket-Protocol: ,,'),
    upgrade('/ws', WEBSOCKET, KEY, VERSION).replace('GET', 'DELETE'),
    'GET /ws HTTP/1.1\r\nHost: HOST\r\n\r\n',
  ),
  all(
    'a strange target',
    [400, 404, 405],
    'GET http://evil.example/healthz HTTP/1.1\r\nHost: HOST\r\n\r\n',
    'GET http://HOST/healthz HTTP/1.1\r\nHost: HOST\r\n\r\n',
    'CONNECT evil.example:443 HTTP/1.1\r\nHost: HOST\r\n\r\n',
    'OPTIONS * HTTP/1.1\r\nHost: HOST\r\n\r\n',
    'GET * HTTP/1.1\r\nHost: HOST\r\n\r\n',
    'GET healthz HTTP/1.1\r\nHost: HOST\r\n\r\n',
    'GET /\\..\\healthz HTTP/1.1\r\nHost: HOST\r\n\r\n',
    'GET /%2e%2e/%00 HTTP/1.1\r\nHost: HOST\r\n\r\n',
    'GET /healthz/../ws HTTP/1.1\r\nHost: HOST\r\n\r\n',
    'GET /a b HTTP/1.1\r\nHost: HOST\r\n\r\n',
    'TRACE / HTTP/1.1\r\nHost: HOST\r\n\r\n',
    'POST /v2/messages HTTP/1.1\r\nHost: HOST\r\n\r\n',
    'DELETE /healthz HTTP/1.1\r\nHost: HOST\r\n\r\n',
  ),
  all(
    'the gateway without a token',
    [400, 401, 403],
    'POST /v1/messages HTTP/1.1\r\nHost: HOST\r\n\r\n',
    'POST /v1/messages HTTP/1.1\r\nHost: HOST\r\nContent-Length: 2\r\n\r\n{}',
    'POST /chat HTTP/1.1\r\nHost: HOST\r\nx-api-key: a\r\nx-api-key: b\r\n\r\n',
    'POST /v1/messages/count_tokens HTTP/1.1\r\nHost: HOST\r\nAuthorization: Bearer wrong\r\n\r\n',
    'GET /v1/models HTTP/1.1\r\nHost: HOST\r\nOrigin: https://evil.example\r\n\r\n',
  ),
  all(
    // Before HTTP/1.0 there was no Host: that is what such a request is refused for.
    'no HTTP/1.1',
    [400, 421, 505],
    'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n',
    'GET /healthz HTTP/9.9\r\nHost: HOST\r\n\r\n',
    'GET /healthz\r\n\r\n',
    'get /healthz HTTP/1.1\r\nHost: HOST\r\n\r\n',
    'HELLO /healthz HTTP/1.1\r\nHost: HOST\r\n\r\n',
    '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03',
    '{"jsonrpc":"2.0","id":1,"method":"status"}\r\n\r\n',
  ),
  fc
    .tuple(
      fc.integer({ min: 0, max: 31 }).filter((code) => ![9, 10, 13].includes(code)),
      fc.boolean(),
    )
    .map(([code, inName]) => {
      const character = String.fromCharCode(code);
      const text = get('Host: HOST', inName ? `x${character}y: z` : `x: y${character}z`);
      return { kind: 'a control character', statuses: [400], text };
    }),
  fc
    .tuple(fc.constantFrom(' ', '\t', '\x7f', '(', '@', '{', '"', '/'), fc.nat({ max: 5 }))
    .map(([character, place]) => {
      const name = `${'abcdef'.slice(0, place)}${character}${'abcdef'.slice(place)}`;
      return { kind: 'no header name', statuses: [400], text: get('Host: HOST', `${name}: z`) };
    }),
  fc.integer({ min: 17_000, max: 60_000 }).map((length) => ({
    kind: 'headers without end',
    statuses: [431, 400],
    text: get('Host: HOST', `long: ${'x'.repeat(length)}`),
    mayReset: true,
  })),
  fc.integer({ min: 1, max: 40 }).map((length) => ({
    kind: 'a request that breaks off',
    statuses: [400],
    text: get('Host: HOST', 'accept: everything').slice(0, length),
    halfClosed: true,
  })),
);
