import { describe } from 'vitest';
import { directionGuard } from '../../../../../packages/core/src/semantic/guards/direction.ts';
import { holdGuard } from './guard-table.ts';

describe('directionGuard', () => {
  holdGuard(directionGuard, {
    refused: [
      [
        'train times from Leeds to York',
        'train times from York to Leeds',
        'direction: from Leeds ≠ to Leeds',
      ],
      ['convert a Word document to PDF', 'convert a PDF document to Word', 'direction: to PDF ≠ to Word'],
      ['is rust faster than go', 'is go faster than rust', 'direction: than than go ≠ than rust'],
      ['What percentage of 80 is 20?', 'What percentage of 20 is 80?', 'direction: of 80 ≠ of 20'],
      ['merge main into my branch', 'merge my branch into main', 'direction: into branch ≠ into main'],
    ],
    passed: [
      ['a ticket from London to Manchester', 'a London to Manchester ticket'],
      ['On Mondays, can I park here?', 'Can I park here on Mondays?'],
      ['5 miles to km', '5 miles in km'],
      ['drop a column from a table', 'drop a column of a table'],
    ],
  });
});
