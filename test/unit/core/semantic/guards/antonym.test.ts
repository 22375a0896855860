import { describe } from 'vitest';
import { antonymGuard } from '../../../../../packages/core/src/semantic/guards/antonym.ts';
import { holdGuard } from './guard-table.ts';

describe('antonymGuard', () => {
  holdGuard(antonymGuard, {
    refused: [
      ['How do I enable dark mode?', 'How do I disable dark mode?', 'opposites: enable ≠ disable'],
      [
        'What are the benefits of remote work?',
        'What are the drawbacks of remote work?',
        'opposites: benefits ≠ drawbacks',
      ],
      ['Which foods should I eat?', 'Which foods should I avoid?', 'opposites: eat ≠ avoid'],
      ['as a full-time student', 'as a part-time student', 'opposites: full time ≠ part time'],
      ['What time is check-in?', 'What time is check-out?', 'opposites: check in ≠ check out'],
      ['How do I archive a chat?', 'How do I unarchive a chat?', 'opposites: archive ≠ unarchive'],
      ["turn my phone's screen on", "turn my phone's screen off", 'opposites: turn on ≠ turn off'],
      ['symptoms of hypertension', 'symptoms of hypotension', 'opposites: hypertension ≠ hypotension'],
    ],
    passed: [
      ['How do I turn on wifi?', 'How do I enable wifi?'],
      ['the pros of a heat pump', 'the advantages of a heat pump'],
      ['open a jar', 'open the jar'],
    ],
  });
});
