import fc from 'fast-check';
import { expect, test } from 'vitest';
import { jsonLine } from '../../../../packages/tui/src/output/json-text.ts';

test('JSON on a terminal has no control character, whatever the answer holds, and reads back the same', () => {
  const texts = fc.array(
    fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('\u009b31m', '\u007f', '\u202e')),
  );
  fc.assert(
    fc.property(texts, (parts) => {
      const line = jsonLine(parts);
      expect(line.slice(0, -1)).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e]/);
      expect(JSON.parse(line)).toEqual(parts);
    }),
  );
});
