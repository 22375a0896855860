import { describe } from 'vitest';
import { negationGuard } from '../../../../../packages/core/src/semantic/guards/negation.ts';
import { holdGuard } from './guard-table.ts';

describe('negationGuard', () => {
  holdGuard(negationGuard, {
    refused: [
      ['How do I reset my password?', 'How do I *not* reset my password?', 'negation: ∅ ≠ not reset'],
      ['Which plans include calls?', "Which plans don't include calls?", 'negation: ∅ ≠ not includ'],
      ['grep lines that contain foo', 'grep lines that do not contain foo', 'negation: ∅ ≠ not includ'],
      ['regex matching any digit', 'regex matching any non-digit', 'negation: ∅ ≠ not digit'],
      ['coffee with milk', 'coffee without milk', 'negation: ∅ ≠ not milk'],
      ['I like tea and not coffee', 'I like coffee and not tea', 'negation: not coffee ≠ not tea'],
    ],
    passed: [
      ["Why won't my laptop start?", "Why doesn't my laptop start?"],
      ['dont show it', "don't show it"],
      ['How do I transfer my no-claims bonus?', 'How can I transfer my no-claims bonus?'],
      ['I cannot log in', "I can't log in"],
    ],
  });
});
