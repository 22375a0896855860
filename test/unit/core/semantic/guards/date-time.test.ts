import { describe } from 'vitest';
import { dateTimeGuard } from '../../../../../packages/core/src/semantic/guards/date-time.ts';
import { holdGuard } from './guard-table.ts';

describe('dateTimeGuard', () => {
  holdGuard(dateTimeGuard, {
    refused: [
      ['Are you open on Saturday?', 'Are you open on Sunday?', 'date or time: Saturday ≠ Sunday'],
      ['Remind me at 7am', 'Remind me at 7pm', 'date or time: 7 am ≠ 7 pm'],
      [
        'What happened on 9 November 1989?',
        'What happened on 3 November 1989?',
        'date or time: 9 November ≠ 3 November',
      ],
      [
        'days between 3 May and 9 June',
        'days between 9 May and 3 June',
        'date or time: 3 May, 9 June ≠ 9 May, 3 June',
      ],
      ['the weather in March', 'the weather in May', 'date or time: March ≠ May'],
      ['Are you open in the morning?', 'Are you open in the evening?', 'date or time: morning ≠ evening'],
    ],
    passed: [
      ['Are you open on Saturdays?', 'Are you open on Saturday?'],
      ['open at 5pm', 'open at 17:00'],
      ['on 3 May', 'on May 3rd'],
      ['the meeting on 2024-02-29', 'the meeting on February 29 2024'],
      ['open at noon', 'open at 12:00'],
      ['May I pay by card?', 'Can I pay by card?'],
    ],
  });
});
