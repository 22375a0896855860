import { describe } from 'vitest';
import { loneWordGuard } from '../../../../../packages/core/src/semantic/guards/lone-word.ts';
import { holdGuard } from './guard-table.ts';

describe('loneWordGuard', () => {
  holdGuard(loneWordGuard, {
    refused: [
      ['Count.', 'Counted?', 'word: count ≠ counted'],
      ['Continue', 'Continue there', 'word: continue ≠ continue, there'],
    ],
    passed: [
      ['Kubernetes?', 'kubernetes'],
      ['Count the birds', 'Counting the birds'],
    ],
  });
});
