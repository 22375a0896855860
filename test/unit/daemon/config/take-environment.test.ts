import { expect, test } from 'vitest';
import { takeEnvironment } from '../../../../packages/daemon/src/config/index.ts';

test('what is about the API is in the copy alone, where no library finds it', () => {
  const env = { PATH: '/bin', ANTHROPIC_API_KEY: 'the-key', ANTHROPIC_CUSTOM_HEADERS: 'x-a: b' };
  expect(takeEnvironment(env)).toEqual({
    PATH: '/bin',
    ANTHROPIC_API_KEY: 'the-key',
    ANTHROPIC_CUSTOM_HEADERS: 'x-a: b',
  });
  expect(env).toEqual({ PATH: '/bin' });
});
