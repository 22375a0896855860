import { describe } from 'vitest';
import { junctionGuard } from '../../../../../packages/core/src/semantic/guards/junction.ts';
import { holdGuard } from './guard-table.ts';

describe('junctionGuard', () => {
  holdGuard(junctionGuard, {
    refused: [['a passport and a visa', 'a passport or a visa', 'junction: and ≠ or']],
    passed: [
      ['salt and pepper', 'salt, pepper'],
      ['gas or electric', 'electric or gas'],
    ],
  });
});
