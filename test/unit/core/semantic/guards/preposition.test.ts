import { describe } from 'vitest';
import { prepositionGuard } from '../../../../../packages/core/src/semantic/guards/preposition.ts';
import { holdGuard } from './guard-table.ts';

describe('prepositionGuard', () => {
  holdGuard(prepositionGuard, {
    refused: [
      ['Where is pho from?', 'Where is pho?', 'preposition: from ≠ ∅'],
      ['What is in a Big Mac?', 'What is a Big Mac?', 'preposition: in ≠ ∅'],
    ],
    passed: [['How long should I boil pasta?', 'How long should I boil pasta for?']],
  });
});
