import { expect, test } from 'vitest';
import { formatResult } from '../../../scripts/result-table.mjs';

test('plain entries are lines, nested ones have dotted names, rows are tables', () => {
  const result = {
    clients: 1,
    addedMs: { p50: 0.123456, p95: 12 },
    rows: [
      { design: 'direct', ms: 1 },
      { design: 'daemon', ms: 2.5, note: 'warm' },
    ],
  };
  expect(formatResult(result)).toBe(
    [
      '  clients      1',
      '  addedMs.p50  0.1235',
      '  addedMs.p95  12',
      '',
      'rows',
      '  design  ms   note',
      '  direct  1',
      '  daemon  2.5  warm',
      '',
    ].join('\n'),
  );
});
