import { expect, test } from 'vitest';
import { socketPath } from '../../../../packages/daemon/src/lifecycle/socket-path.ts';

const place = (run: string, platform: NodeJS.Platform = 'linux') =>
  socketPath({ run, platform, temporary: '/tmp', uid: 1000 });

test('the socket lies in the run folder', () => {
  expect(place('/home/anna/.local/state/jackdaw/run')).toEqual({
    path: '/home/anna/.local/state/jackdaw/run/daemon.sock',
    folder: null,
  });
});

test('a path of 107 bytes is the longest that Linux takes', () => {
  const run = (bytes: number) => `/${'x'.repeat(bytes - 1 - '/daemon.sock'.length)}`;
  expect(place(run(107)).folder).toBe(null);
  expect(Buffer.byteLength(place(run(107)).path)).toBe(107);
  expect(place(run(108)).folder).not.toBe(null);
  expect(place(run(104), 'darwin').folder).not.toBe(null);
});

test('bytes count, not characters', () => {
  expect(place(`/${'ü'.repeat(60)}`).folder).not.toBe(null);
});

test('a home that is too deep has its socket in a private temporary folder, the same at each start', () => {
  const deep = `/${'deep/'.repeat(40)}run`;
  expect(place(deep)).toEqual(place(deep));
  expect(place(deep).path).toMatch(/^\/tmp\/jackdaw-1000-[0-9a-f]{16}\/daemon\.sock$/);
  expect(place(`${deep}2`)).not.toEqual(place(deep));
});

test('on Windows it is a named pipe', () => {
  expect(place('C:\\Users\\anna', 'win32').path).toMatch(/^\\\\\.\\pipe\\jackdaw-[0-9a-f]{16}$/);
});
