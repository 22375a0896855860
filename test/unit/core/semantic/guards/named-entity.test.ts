import { describe } from 'vitest';
import { namedEntityGuard } from '../../../../../packages/core/src/semantic/guards/named-entity.ts';
import { holdGuard } from './guard-table.ts';

describe('namedEntityGuard', () => {
  holdGuard(namedEntityGuard, {
    refused: [
      ['Who is the CEO of Microsoft?', 'Who is the CEO of Nokia?', 'name: Microsoft ≠ Nokia'],
      ['what is the capital of slovakia', 'what is the capital of slovenia', 'name: slovakia ≠ slovenia'],
      ["What's Mary's phone number?", "What's Mark's phone number?", "name: Mary's ≠ Mark's"],
      ['what is IT', 'what is it', 'name: IT ≠ ∅'],
    ],
    passed: [
      ['the largest city in Australia', 'the largest city in australia'],
      ['population of the USA', 'population of the United States'],
      ['How do I claim SSP?', 'How do I claim statutory sick pay?'],
    ],
  });
});
