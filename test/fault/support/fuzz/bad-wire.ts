import fc from 'fast-check';
import { encodeFrame, textFrame } from './raw-web-socket.ts';

/** Bytes that break the WebSocket protocol or its bounds, with the close codes that may answer them. */
export interface BadWire {
  readonly kind: string;
  readonly bytes: Buffer;
  readonly codes: readonly number[];
  /** Only where the connection has shown no token. */
  readonly stranger?: boolean;
}

const some = fc.uint8Array({ maxLength: 60 }).map((bytes) => Buffer.from(bytes));
const notUtf8 = fc
  .tuple(
    some,
    fc.constantFrom([0xff], [0xc0, 0x80], [0xed, 0xa0, 0x80], [0xf4, 0x90, 0x80, 0x80], [0xe2, 0x82]),
  )
  .map(([before, broken]) => Buffer.concat([Buffer.from(before.toString('latin1')), Buffer.from(broken)]));
const hello = Buffer.from('{"jsonrpc":"2.0","id":1,"method":"status"}');
const make = (kind: string, codes: readonly number[], bytes: fc.Arbitrary<Buffer>): fc.Arbitrary<BadWire> =>
  bytes.map((each) => ({ kind, codes, bytes: each }));

/** RFC 6455: 5.2 (reserved bits and opcodes, masks), 5.4 (fragments), 5.5 (control frames), 7.4 (close codes), 8.1 (UTF-8). */
export const badWire: fc.Arbitrary<BadWire> = fc.oneof(
  make(
    'a binary frame',
    [1003],
    some.map((payload) => encodeFrame({ opcode: 2, payload })),
  ),
  make(
    'binary in fragments',
    [1003],
    some.map((payload) =>
      Buffer.concat([
        encodeFrame({ opcode: 2, fin: false, payload }),
        encodeFrame({ opcode: 0, payload: hello }),
      ]),
    ),
  ),
  make(
    'no UTF-8',
    [1007],
    notUtf8.map((payload) => encodeFrame({ opcode: 1, payload })),
  ),
  make(
    'a reserved bit',
    [1002],
    fc
      .tuple(some, fc.integer({ min: 1, max: 7 }))
      .map(([payload, reserved]) => encodeFrame({ opcode: 1, reserved, payload })),
  ),
  make(
    // Four bytes that would inflate to a megabyte, if anything here did.
    'compressed, unasked',
    [1002],
    fc.constant(
      encodeFrame({ opcode: 1, reserved: 4, payload: Buffer.from('ecc1010000008090feafee080a', 'hex') }),
    ),
  ),
  make(
    'a reserved opcode',
    [1002],
    fc
      .tuple(some, fc.constantFrom(3, 4, 5, 6, 7, 11, 12, 13, 14, 15))
      .map(([payload, opcode]) => encodeFrame({ opcode, payload })),
  ),
  make(
    'no mask',
    [1002],
    some.map((payload) => encodeFrame({ opcode: 1, masked: false, payload })),
  ),
  make(
    'a control frame in fragments',
    [1002],
    some.map((payload) => encodeFrame({ opcode: 9, fin: false, payload })),
  ),
  make(
    'a control frame that is too long',
    [1002],
    fc
      .integer({ min: 126, max: 2000 })
      .map((length) => encodeFrame({ opcode: 9, payload: Buffer.alloc(length) })),
  ),
  make(
    'a continuation of nothing',
    [1002],
    some.map((payload) => encodeFrame({ opcode: 0, payload })),
  ),
  make(
    'a message inside of another',
    [1002],
    some.map((payload) =>
      Buffer.concat([
        encodeFrame({ opcode: 1, fin: false, payload: hello }),
        encodeFrame({ opcode: 1, payload }),
      ]),
    ),
  ),
  make(
    'a length beyond the bound',
    [1009, 1002],
    fc
      .bigInt({ min: 16n * 1024n * 1024n + 1n, max: 2n ** 64n - 1n })
      .map((length) => encodeFrame({ opcode: 1, payload: Buffer.from('{'), length })),
  ),
  make(
    'a close frame of one byte',
    [1002],
    fc.constant(encodeFrame({ opcode: 8, payload: Buffer.from([3]) })),
  ),
  make(
    'a close code that nobody may send',
    [1002],
    fc.constantFrom(0, 999, 1004, 1005, 1006, 1015, 2999, 5000, 65_535).map((code) => {
      const payload = Buffer.alloc(2);
      payload.writeUInt16BE(code);
      return encodeFrame({ opcode: 8, payload });
    }),
  ),
  make(
    'a close reason that is no UTF-8',
    [1007],
    notUtf8.map((reason) =>
      encodeFrame({ opcode: 8, payload: Buffer.concat([Buffer.from([0x03, 0xe8]), reason]) }),
    ),
  ),
  fc
    .constantFrom(
      '{',
      '[]',
      '{"jsonrpc":"2.0","id":1,"method":"status"}',
      '{"jsonrpc":"2.0","id":1,"method":"shutdown"}',
      '{"jsonrpc":"2.0","id":1,"method":"hello","params":{"protocol":1}}',
      '{"jsonrpc":"2.0","id":1,"method":"hello","params":{"protocol":1,"token":""}}',
      '{"jsonrpc":"2.0","id":1,"method":"hello","params":{"protocol":1,"token":7}}',
      '{"jsonrpc":"2.0","id":1,"method":"hello","params":{"protocol":1,"token":"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"}}',
      '{"jsonrpc":"2.0","id":1,"method":"hello","params":[]}',
      '{"jsonrpc":"2.0","id":1,"method":"hello"}',
      '{"jsonrpc":"2.0","method":"hello","params":{"protocol":1}}',
    )
    .map((text) => ({ kind: 'a stranger', codes: [4401], bytes: textFrame(text), stranger: true })),
);
