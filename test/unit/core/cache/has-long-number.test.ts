import fc from 'fast-check';
import { expect, test } from 'vitest';
import { hasLongNumber } from '../../../../packages/core/src/cache/has-long-number.ts';

test.each([
  ['', false],
  ['123456789012345', false],
  ['1234567890123456', true],
  ['x12345678901234567', true],
  ['1234567890.1234567890', false],
  [`${' '.repeat(33)}0000000000000000`, true],
])('%j', (text, expected) => expect(hasLongNumber(text)).toBe(expected));

test('finds sixteen digits in a row wherever they stand', () => {
  const part = fc.oneof(fc.string({ maxLength: 20 }), fc.bigInt({ min: 0n, max: 10n ** 20n }).map(String));
  fc.assert(
    fc.property(fc.array(part, { maxLength: 6 }), (parts) => {
      const text = parts.join('');
      expect(hasLongNumber(text)).toBe(/\d{16}/.test(text));
    }),
    { numRuns: 1_000 },
  );
});
