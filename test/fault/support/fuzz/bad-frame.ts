import fc from 'fast-check';
import { LIMITS, METHODS } from '@jackdaw/core/protocol';
import { badParams } from './bad-params.ts';
import { nastyJson, nastyKey, nastyNumber, nastyText } from './nasty.ts';

/** A frame that is wrong by the way it was made, with what has to be said of it. */
export interface BadFrame {
  readonly kind: string;
  /** `id` is unique on its connection. */
  readonly text: (id: number) => string;
  /** Whether the answer can name the frame's own id; else it names null. */
  readonly hasId: boolean;
  readonly code: string;
}

const frame = (method: string, params: string, id: string | number) =>
  `{"jsonrpc":"2.0","id":${id},"method":${JSON.stringify(method)},"params":${params}}`;

const methodNames = Object.keys(METHODS);
const isJson = (text: string): boolean => {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
};

/** A frame with a stroke of the pen through it. What is JSON all the same gets a bracket too many. */
const noJson: fc.Arbitrary<BadFrame> = fc
  .tuple(fc.constantFrom(...methodNames), nastyJson, fc.nat(), fc.nat({ max: 8 }), nastyText)
  .map(([method, params, place, length, junk]) => {
    const whole = frame(method, params, 1);
    const at = place % whole.length;
    const struck = whole.slice(0, at) + (length === 0 ? '' : junk) + whole.slice(at + length);
    const text = isJson(struck) ? `}${struck}` : struck;
    return { kind: 'no JSON', text: () => text, hasId: false, code: 'parse_error' };
  });

const noObject: fc.Arbitrary<BadFrame> = fc
  .oneof(
    nastyNumber,
    nastyText.map((text) => JSON.stringify(text)),
    fc.constantFrom('null', 'true', '[]', '[null]', '[1,2,3]', '{}'),
    fc.constantFrom(...methodNames).map((method) => `[${frame(method, '{}', 1)},${frame(method, '{}', 2)}]`),
  )
  .map((text) => ({ kind: 'no request, or a batch', text: () => text, hasId: false, code: 'invalid_frame' }));

const oddId: fc.Arbitrary<BadFrame> = fc
  .tuple(
    fc.constantFrom(...methodNames),
    fc.constantFrom(
      'null',
      'true',
      '1.5',
      '1e308',
      '-1e999',
      '{}',
      '[]',
      '[1]',
      '{"valueOf":1}',
      '9007199254740993',
      `"${'i'.repeat(129)}"`,
    ),
  )
  .map(([method, id]) => {
    const text = frame(method, '{}', id);
    return { kind: 'an odd id', text: () => text, hasId: false, code: 'invalid_frame' };
  });

const brokenEnvelope: fc.Arbitrary<BadFrame> = fc
  .tuple(
    fc.constantFrom(...methodNames),
    nastyJson,
    fc.oneof(
      nastyJson
        .filter((value) => value !== '"2.0"')
        .map((version) => (rest: string) => `{"jsonrpc":${version},${rest}}`),
      fc.constant((rest: string) => `{${rest}}`),
      fc.tuple(nastyKey, nastyJson).map(
        ([key, value]) =>
          (rest: string) =>
            `{"jsonrpc":"2.0",${JSON.stringify(key)}:${value},${rest}}`,
      ),
      fc.constant((rest: string) => `{"jsonrpc":"2.0",${rest.replace(/"method":"[^"]*"/, '"method":7')}}`),
      fc.constant((rest: string) => `{"jsonrpc":"2.0",${rest.replace(/"method":"[^"]*",/, '')}}`),
      fc.constant(
        (rest: string) =>
          `{"jsonrpc":"2.0",${rest.replace(/"method":"[^"]*"/, `"method":"${'m'.repeat(65)}"`)}}`,
      ),
    ),
  )
  .map(([method, params, envelope]) => ({
    kind: 'no JSON-RPC 2.0',
    text: (id) => envelope(`"id":${id},"method":"${method}","params":${params}`),
    hasId: true,
    code: 'invalid_frame',
  }));

const unknownMethod: fc.Arbitrary<BadFrame> = fc
  .tuple(
    fc.oneof(
      nastyKey,
      nastyText,
      fc.constantFrom('ask ', 'Ask', 'turn.', 'turn.start.x', 'history', '__proto__', 'hasOwnProperty'),
    ),
    nastyJson,
  )
  .filter(([method]) => !methodNames.includes(method) && method.length <= 64)
  .map(([method, params]) => ({
    kind: 'no such method',
    text: (id) => frame(method, params, id),
    hasId: true,
    code: 'method_not_found',
  }));

const wrongParams: fc.Arbitrary<BadFrame> = badParams.map(({ method, params }) => ({
  kind: 'wrong parameters',
  text: (id) => frame(method, params, id),
  hasId: true,
  code: 'invalid_request',
}));

const prototypeKey: fc.Arbitrary<BadFrame> = fc
  .tuple(
    fc.constantFrom('ask', 'turn.start'),
    fc.constantFrom('schema', 'toolChoice', 'thinking', 'cache', 'metadata'),
    fc.constantFrom(
      '"__proto__"',
      '"\\u005f_proto__"',
      '"__pr\\u006fto__"',
      '"\\u005f\\u005f\\u0070\\u0072\\u006f\\u0074\\u006f\\u005f\\u005f"',
    ),
    fc.constantFrom('{"polluted":true}', 'null', '1', '[]'),
    fc.nat({ max: 20 }),
  )
  .map(([method, field, key, value, depth]) => {
    const hostile = `${'{"a":'.repeat(depth)}{${key}:${value}}${'}'.repeat(depth)}`;
    return {
      kind: 'a key __proto__',
      text: (id: number) => frame(method, `{"request":{"prompt":"hi","${field}":${hostile}}}`, id),
      hasId: true,
      code: 'invalid_request',
    };
  });

const deep: fc.Arbitrary<BadFrame> = fc
  .tuple(
    fc.constantFrom(...methodNames),
    fc.oneof(
      { weight: 20, arbitrary: fc.integer({ min: LIMITS.maxJsonDepth, max: 300 }) },
      { weight: 1, arbitrary: fc.integer({ min: 300, max: 20_000 }) },
    ),
    fc.constantFrom<readonly [string, string]>(['[', ']'], ['{"a":', '}'], ['[0,{"a":[', ']}]']),
    fc.boolean(),
  )
  .map(([method, depth, [open, close], ends]) => ({
    kind: 'nested without end',
    text: (id) => frame(method, `${open.repeat(depth)}1${ends ? close.repeat(depth) : ''}`, id),
    hasId: true,
    code: 'too_large',
  }));

/** Well-formed, and about nothing that exists. */
const unknownThing: fc.Arbitrary<BadFrame> = fc
  .tuple(
    fc.constantFrom(
      ['turn.attach', 'turnId'],
      ['turn.cancel', 'turnId'],
      ['history.get', 'id'],
      ['history.export', 'id'],
      ['history.delete', 'id'],
      ['history.restore', 'id'],
      ['cache.get', 'id'],
      ['trace.get', 'id'],
    ),
    nastyText.filter((text) => text.length > 0 && text.length <= 100),
  )
  .map(([[method = '', field = ''], id]) => ({
    kind: 'about what is not there',
    text: (number) => frame(method, `{"${field}":${JSON.stringify(id)}}`, number),
    hasId: true,
    code: 'not_found',
  }));

export const badFrame: fc.Arbitrary<BadFrame> = fc.oneof(
  { weight: 20, arbitrary: noJson },
  { weight: 6, arbitrary: noObject },
  { weight: 4, arbitrary: oddId },
  { weight: 12, arbitrary: brokenEnvelope },
  { weight: 8, arbitrary: unknownMethod },
  { weight: 40, arbitrary: wrongParams },
  { weight: 4, arbitrary: prototypeKey },
  { weight: 2, arbitrary: deep },
  { weight: 4, arbitrary: unknownThing },
);
