import { expect, test } from 'vitest';
import { isKebabCase } from './file-names.ts';

test.each([
  'packages/core/src/turn/run-turn.ts',
  'test/bench/turn.bench.ts',
  'packages/core/src/v1/sha256.ts',
])('%s is kebab-case', (file) => {
  expect(isKebabCase(file)).toBe(true);
});

test.each([
  'packages/tui/src/App.tsx',
  'packages/core/src/run_turn.ts',
  'packages/core/src/eventLog/index.ts',
])('%s is not kebab-case', (file) => {
  expect(isKebabCase(file)).toBe(false);
});
