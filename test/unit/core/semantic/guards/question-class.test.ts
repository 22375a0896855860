import { describe } from 'vitest';
import { questionClassGuard } from '../../../../../packages/core/src/semantic/guards/question-class.ts';
import { holdGuard } from './guard-table.ts';

describe('questionClassGuard', () => {
  holdGuard(questionClassGuard, {
    refused: [
      ['why use a mutex', 'how to use a mutex', 'question: why ≠ how'],
      ['When was the wall built?', 'Why was the wall built?', 'question: when ≠ why'],
      ['Can I cancel my order?', 'How do I cancel my order?', 'question: yes-no ≠ how'],
      ['write a cover letter', 'how do I write a cover letter', 'question: command ≠ how'],
    ],
    passed: [
      ['How do I reset my password?', "What's the process to reset my password?"],
      ['python reverse string', 'How do I reverse a string in python?'],
      ['How tall is the tower?', "What's the height of the tower?"],
      ['What is a monad?', 'explain monads'],
      ["What's the deadline?", 'When is the deadline?'],
      ['How do TCP and UDP differ?', "What's the difference between TCP and UDP?"],
    ],
  });
});
