import { describe } from 'vitest';
import { unitGuard } from '../../../../../packages/core/src/semantic/guards/unit.ts';
import { holdGuard } from './guard-table.ts';

describe('unitGuard', () => {
  holdGuard(unitGuard, {
    refused: [
      ['convert 5 miles to km', 'convert 5 km to miles', 'amount: 5 miles, km ≠ 5 km, miles'],
      ['the 10GB plan', 'the 100GB plan', 'amount: 10 GB ≠ 100 GB'],
      ['Set the timeout to 30 seconds', 'Set the timeout to 30 minutes', 'amount: 30 seconds ≠ 30 minutes'],
      ['200 euros in dollars', '200 euros in yen', 'amount: dollars ≠ yen'],
      ['cancel within 14 days', 'cancel within 30 days', 'amount: 14 days ≠ 30 days'],
    ],
    passed: [
      ['cancel within 14 days', 'cancel within two weeks'],
      ['a 2-year contract', 'a two year contract'],
      ['convert 30 celsius', 'convert 30 °C'],
      ['$5 fee', '5 USD fee'],
      ['what is 20% of 350', 'what is 20 percent of 350'],
      ['2kg of flour', '2 kg of flour'],
    ],
  });
});
