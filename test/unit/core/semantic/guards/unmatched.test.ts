import { describe } from 'vitest';
import { unmatchedGuard } from '../../../../../packages/core/src/semantic/guards/unmatched.ts';
import { holdGuard } from './guard-table.ts';

describe('unmatchedGuard', () => {
  holdGuard(unmatchedGuard, {
    refused: [
      ['How do I reset my password?', 'How do I reset my username?', 'words: password ≠ username'],
      ['How do I reset my password?', "How do I reset my colleague's password?", "words: ∅ ≠ colleague's"],
      ['return an item', 'return an item without a receipt', 'words: ∅ ≠ without, receipt'],
      ['Is coffee bad for you?', 'Is coffee bad for dogs?', 'words: ∅ ≠ dogs'],
      ['explain recursion to a child', 'explain recursion to an engineer', 'words: child ≠ engineer'],
      ['what is sodium nitrate', 'what is sodium nitrite', 'words: nitrate ≠ nitrite'],
    ],
    passed: [
      ['How do I center a div?', 'How do I centre a div?'],
      ['How do I chnage my adress?', 'How do I change my address?'],
      ['please, how do I exit vim', 'how do I exit vim'],
      ['delete a folder', 'remove a directory'],
      ["What's the fee?", 'What is the cost?'],
      ['a username', 'a user name'],
    ],
  });
});
