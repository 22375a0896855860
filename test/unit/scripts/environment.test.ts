import path from 'node:path';
import { expect, test } from 'vitest';
import { taskEnvironment, userFolder } from '../../../scripts/environment.mjs';
import { root } from '../../../scripts/root.mjs';

test('under npm the user stands where npm was called', () => {
  expect(userFolder(root, { INIT_CWD: '/srv/notes' })).toBe('/srv/notes');
});

test('without npm the user stands where the script was called', () => {
  expect(userFolder('/srv/notes', {})).toBe('/srv/notes');
  expect(userFolder(root, {})).toBe(root);
});

test('a folder left over from another npm is not taken for the user’s', () => {
  expect(userFolder('/srv/notes', { INIT_CWD: '/srv/other' })).toBe('/srv/notes');
});

test('a task sees the user’s environment without npm’s, and our Node first', () => {
  const environment = {
    ANTHROPIC_BASE_URL: 'http://127.0.0.1:1',
    COLOR: '0',
    INIT_CWD: '/srv/notes',
    NODE: '/usr/bin/node',
    PATH: '/usr/bin',
    npm_config_prefix: '/usr',
    npm_lifecycle_event: 'start',
  };
  expect(taskEnvironment('/opt/node/bin/node', environment)).toEqual({
    ANTHROPIC_BASE_URL: 'http://127.0.0.1:1',
    NODE_COMPILE_CACHE: path.join(root, '.build', 'compile-cache'),
    PATH: `/opt/node/bin${path.delimiter}/usr/bin`,
  });
});

test('a place for compiled code that the user chose stays', () => {
  expect(taskEnvironment('/opt/node/bin/node', { NODE_COMPILE_CACHE: '/srv/cache' })).toMatchObject({
    NODE_COMPILE_CACHE: '/srv/cache',
  });
});
