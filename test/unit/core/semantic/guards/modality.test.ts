import { describe } from 'vitest';
import { modalityGuard } from '../../../../../packages/core/src/semantic/guards/modality.ts';
import { holdGuard } from './guard-table.ts';

describe('modalityGuard', () => {
  holdGuard(modalityGuard, {
    refused: [
      ['can I take aspirin', 'must I take aspirin', 'modality: can ≠ must'],
      ['Should I refinance?', 'Can I refinance?', 'modality: should ≠ can'],
      ['What can I bring?', 'What must I bring?', 'modality: can ≠ must'],
    ],
    passed: [
      ['Can I pay by card?', 'Is it possible to pay by card?'],
      ['Do I need a permit?', 'Is a permit required?'],
      ['Who do I call?', 'Who should I call?'],
      ['How can I pay?', 'How should I pay?'],
    ],
  });
});
