import { expect, test } from 'vitest';
import {
  clientEnvironment,
  daemonEnvironment,
  skewNote,
} from '../../../../packages/tui/src/connect/index.ts';

test('a daemon that stays does not inherit the build machine it was started on', () => {
  const env = {
    CI: 'true',
    npm_config_cache: '/x',
    VITEST_POOL_ID: '1',
    INIT_CWD: '/y',
    HOME: '/home/a',
    CIRCUS: 'kept',
  };
  expect(daemonEnvironment(env)).toEqual({
    MALLOC_ARENA_MAX: '2',
    MALLOC_MMAP_THRESHOLD_: '65536',
    HOME: '/home/a',
    CIRCUS: 'kept',
  });
});

test('what the person has set of the C library’s memory wins', () =>
  expect(daemonEnvironment({ MALLOC_ARENA_MAX: '8' })).toMatchObject({ MALLOC_ARENA_MAX: '8' }));

test.each([
  [{}, {}],
  [{ ANTHROPIC_API_KEY: '', ANTHROPIC_BASE_URL: '' }, {}],
  [
    { ANTHROPIC_API_KEY: 'key', ANTHROPIC_BASE_URL: 'http://localhost:1', JACKDAW_DEMO: '1' },
    { apiKey: 'key', baseUrl: 'http://localhost:1', demo: true },
  ],
  [{ JACKDAW_DEMO: '0' }, {}],
])('the environment %j is told to the daemon as %j', (env, told) =>
  expect(clientEnvironment(env)).toEqual(told),
);

test('a daemon of another version is named, with what to run', () => {
  expect(skewNote('0.1.0', '0.2.0')).toBe('the daemon is 0.1.0, this is 0.2.0: `jackdaw daemon restart`');
  expect(skewNote('0.2.0', '0.2.0')).toBeNull();
});
