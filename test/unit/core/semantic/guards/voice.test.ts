import { describe } from 'vitest';
import { voiceGuard } from '../../../../../packages/core/src/semantic/guards/voice.ts';
import { holdGuard } from './guard-table.ts';

describe('voiceGuard', () => {
  holdGuard(voiceGuard, {
    refused: [
      ['How do I get paid?', 'How do I pay?', 'voice: pay is suffered ≠ done'],
      ['Can I be fired for that?', 'Can I fire for that?', 'voice: fire is suffered ≠ done'],
    ],
    passed: [
      ['How do I get a stripped screw out?', 'How do I remove a stripped screw?'],
      ['Am I allowed to park?', 'Can I park?'],
    ],
  });
});
