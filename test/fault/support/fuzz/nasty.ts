import fc from 'fast-check';

/** Values that break parsers, comparisons, keys and prototypes, more often than chance would find them. */

export const nastyText = fc.oneof(
  fc.constantFrom(
    '',
    ' ',
    '\0',
    'a\0b',
    '__proto__',
    'constructor',
    'toString',
    'hasOwnProperty',
    '../../../etc/passwd',
    'turn/x/00000001',
    'a/b',
    '%00',
    '\ud800',
    '\udfff\ud800',
    '\ufeff',
    '\uffff',
    '\u2028',
    '\u202e',
    '\x1b]52;c;aGk=\x07',
    '\x1b[2J',
    'NaN',
    'null',
    '-0',
    '1e999',
  ),
  fc.string({ unit: 'binary', maxLength: 20 }),
  fc.string({ maxLength: 40 }),
);

/** As JSON text: no program writes some of them. */
export const nastyNumber = fc.constantFrom(
  '1e308',
  '1e999',
  '-1e999',
  '-0',
  '0.1',
  '-1.5',
  '9007199254740993',
  '123456789012345678901234567890',
  '1e-400',
  `1${'0'.repeat(400)}`,
);

export const nastyKey = fc.oneof(
  fc.constantFrom(
    'constructor',
    'prototype',
    'toString',
    'valueOf',
    'then',
    '$where',
    '',
    '\0',
    '__defineGetter__',
  ),
  fc.string({ minLength: 1, maxLength: 20 }).map((text) => `x${text}`),
);

const nastyScalar = fc.oneof(
  nastyText.map((text) => JSON.stringify(text)),
  nastyNumber,
  fc.constantFrom(
    'true',
    'false',
    'null',
    '[]',
    '{}',
    '[[[]]]',
    '{"constructor":{"prototype":{"polluted":1}}}',
  ),
);

/** JSON text of any kind, small. */
export const nastyJson = fc.oneof(
  { weight: 6, arbitrary: nastyScalar },
  { weight: 1, arbitrary: fc.array(nastyScalar, { maxLength: 4 }).map((items) => `[${items.join()}]`) },
  {
    weight: 1,
    arbitrary: fc
      .array(fc.tuple(nastyKey, nastyScalar), { maxLength: 4 })
      .map((fields) => `{${fields.map(([key, value]) => `${JSON.stringify(key)}:${value}`).join()}}`),
  },
);
