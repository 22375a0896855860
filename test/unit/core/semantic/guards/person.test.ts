import { describe } from 'vitest';
import { personGuard } from '../../../../../packages/core/src/semantic/guards/person.ts';
import { holdGuard } from './guard-table.ts';

describe('personGuard', () => {
  holdGuard(personGuard, {
    refused: [
      ['What is your name?', 'What is my name?', 'person: you ≠ I'],
      ['Can he sue his employer?', 'Can she sue her employer?', 'person: he ≠ she'],
      ['Can you read my files?', 'Can I read your files?', 'person: I, you ≠ I, you'],
      ['What are my rights?', 'What are their rights?', 'person: I ≠ they'],
    ],
    passed: [
      ['Can I bring my own wine?', 'Can we bring our own wine?'],
      ['Do you have a gym?', 'Is there a gym?'],
      ['How do you exit vim?', 'How do I exit vim?'],
    ],
  });
});
