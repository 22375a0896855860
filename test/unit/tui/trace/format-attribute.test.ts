import { expect, test } from 'vitest';
import { formatAttribute } from '../../../../packages/tui/src/trace/format-attribute.ts';

test('numbers of a trace have the places that are worth reading', () => {
  const shown = [285.09461087499267, 9.123456, 0.8312345, 0.0000382, 317, 0, -12.7].map(formatAttribute);
  expect(shown).toEqual(['285', '9.123', '0.8312', '0.0000382', '317', '0', '-13']);
  expect(['a reason', true, null].map(formatAttribute)).toEqual(['a reason', 'true', 'null']);
});
