import { describe } from 'vitest';
import { tenseGuard } from '../../../../../packages/core/src/semantic/guards/tense.ts';
import { holdGuard } from './guard-table.ts';

describe('tenseGuard', () => {
  holdGuard(tenseGuard, {
    refused: [
      ['Who is the president?', 'Who was the president?', 'tense: present ≠ past'],
      ['Who wins the cup?', 'Who won the cup?', 'tense: present ≠ past'],
      ['What is the retirement age?', 'What will the retirement age be?', 'tense: future ≠ present'],
      ['Does Apple pay a dividend?', 'Did Apple pay a dividend?', 'tense: present ≠ past'],
    ],
    passed: [
      ['Can I return it if it was used?', 'Can I return it if it is used?'],
      ['When will it open?', 'When does it open?'],
      ['Who wrote Dune?', 'Who is the author of Dune?'],
    ],
  });
});
