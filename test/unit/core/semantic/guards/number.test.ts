import { describe } from 'vitest';
import { numberGuard } from '../../../../../packages/core/src/semantic/guards/number.ts';
import { holdGuard } from './guard-table.ts';

describe('numberGuard', () => {
  holdGuard(numberGuard, {
    refused: [
      ['how many eggs for 2 people', 'how many eggs for 12 people', 'number: 2 ≠ 12'],
      ['What is 15% of 80?', 'What is 80% of 50?', 'number: 80 ≠ 50'],
      ['Split the bill between three people', 'Split the bill between four people', 'number: three ≠ four'],
      ['the second element of a list', 'the third element of a list', 'number: second ≠ third'],
      ['What did World War I change?', 'What did World War II change?', 'number: ∅ ≠ II'],
      ['write a haiku about rain', 'write two haikus about rain', 'number: ∅ ≠ two'],
    ],
    passed: [
      ['How many bytes in 1 megabyte?', 'how many bytes in a megabyte'],
      ['twenty one pilots', '21 pilots'],
      ['Is £400,000 enough?', 'is £400000 enough'],
      ['the 2nd floor', 'the second floor'],
      ['any one file', 'any file'],
      ['five million people', '5 million people'],
    ],
  });
});
