import { describe } from 'vitest';
import { quantifierGuard } from '../../../../../packages/core/src/semantic/guards/quantifier.ts';
import { holdGuard } from './guard-table.ts';

describe('quantifierGuard', () => {
  holdGuard(quantifierGuard, {
    refused: [
      ['Are all birds able to fly?', 'Are some birds able to fly?', 'quantifier: all ≠ some'],
      ['delete all rows', 'delete one row', 'quantifier: all ≠ ∅'],
      ['Do I mark every email?', 'Do I mark an email?', 'quantifier: all ≠ ∅'],
    ],
    passed: [
      ['list the files', 'list all files'],
      ['Do you have any rooms?', 'Do you have rooms?'],
      ['regex matching any digit', 'regex matching a digit'],
    ],
  });
});
