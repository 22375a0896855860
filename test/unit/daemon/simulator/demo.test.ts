import { findScenario } from '@jackdaw/daemon/simulator';
import { describe, expect, test } from 'vitest';
import { demoText } from '../../../../packages/daemon/src/simulator/demo/demo-text.ts';
import {
  findMagicPrompt,
  magicPrompts,
} from '../../../../packages/daemon/src/simulator/demo/magic-prompts.ts';

function ask(content: string) {
  return { model: 'claude-haiku-5-5', max_tokens: 100, messages: [{ role: 'user' as const, content }] };
}

const questions = [
  'help',
  'how does the cache work?',
  'which model do you choose?',
  'streaming',
  'write a TypeScript function',
  'write a Python function',
  'write a SQL query',
  'some code please',
  'compare birds in a table',
  'show me a long answer',
  'show me markdown',
  'structured output',
  'what does it cost?',
  'scripts',
  'history',
  'show me errors',
  'hello!',
  'thanks',
  'Why is the sky blue?',
];

describe('the demo', () => {
  test.each(questions)('labels its answer to "%s" as simulated', (question) => {
    expect(demoText(ask(question)).split('\n')[0]).toContain('Simulated answer');
  });

  test('has an answer of its own for each of its topics', () => {
    const answers = new Set(questions.map((question) => demoText(ask(question))));
    expect(answers.size).toBe(questions.length);
  });

  test('repeats a question that it has no topic for', () => {
    expect(demoText(ask('Why is the sky blue?'))).toContain('Why is the sky blue?');
  });

  test.each(questions)('closes every code fence in its answer to "%s"', (question) => {
    const fences = demoText(ask(question)).match(/^```/gm) ?? [];
    expect(fences.length % 2).toBe(0);
  });
});

test('an answer that broke off is gone on with where it stopped', () => {
  const question = 'show me a long answer';
  const whole = demoText(ask(question));
  const broken = whole.slice(0, 300);
  const request = {
    ...ask(question),
    messages: [
      ...ask(question).messages,
      { role: 'assistant' as const, content: broken },
      { role: 'user' as const, content: 'Your last answer broke off before its end. Go on with it.' },
    ],
  };
  expect(broken.trimEnd() + demoText(request)).toBe(whole);
});

describe('magic words', () => {
  test.each(magicPrompts.map((prompt) => [prompt.say, prompt] as const))(
    '"%s" lead to their scenario',
    (say, prompt) => {
      expect(findMagicPrompt(ask(say))).toBe(prompt);
      expect(findScenario(prompt.scenario)).toBeDefined();
    },
  );

  test('are magic only at the beginning', () => {
    expect(findMagicPrompt(ask('What happens when I say simulate 529?'))).toBeUndefined();
  });
});
