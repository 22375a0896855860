import { describe } from 'vitest';
import { wordOrderGuard } from '../../../../../packages/core/src/semantic/guards/word-order.ts';
import { holdGuard } from './guard-table.ts';

describe('wordOrderGuard', () => {
  holdGuard(wordOrderGuard, {
    refused: [
      ['Do cats chase dogs?', 'Do dogs chase cats?', 'order: cats … chase changed places'],
      [
        'Is every square a rectangle?',
        'Is every rectangle a square?',
        'order: square … rectangle changed places',
      ],
      ['What is milk chocolate?', 'What is chocolate milk?', 'order: milk … chocolate changed places'],
      [
        'my boss yelled at me, what do I say?',
        'I yelled at my boss, what do I say?',
        'order: who does it to whom',
      ],
      ["my brother's wife", "my wife's brother", "order: brother's … wife changed places"],
    ],
    passed: [
      ['In git, how do I rename a branch?', 'How do I rename a branch in git?'],
      ['difference between tcp and udp', 'difference between udp and tcp'],
      ['python reverse string', 'how to reverse a string in python'],
    ],
  });
});
