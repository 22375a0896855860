import { expect, test } from 'vitest';
import { connectUnix } from '../../support/connect.ts';
import { openStand } from '../turns/open-stand.ts';

/** What an id may try: to leave a folder, to name another record of the store, to name all, to be no name. */
const ids = (known: string): readonly string[] => [
  '../../../../etc/passwd',
  '..%2f..%2fetc',
  'a/b',
  `${known}/00000000`,
  `${known}/`,
  known.slice(0, -1),
  known.toLowerCase(),
  ` ${known}`,
  '*',
  '\u0000',
  '\u{10ffff}',
  '__proto__',
  'constructor',
];

test('an id names what has it, and nothing else, in no method', async () => {
  await using stand = await openStand({ scenario: '/s/ok' });
  await using daemon = await stand.start();
  using connection = await connectUnix(daemon.file.socket);
  const asked = await connection.call('ask', { request: { prompt: 'Keep this' } });
  const conversationId = String(asked.result?.['conversationId']);
  const traceId = String(asked.result?.['traceId']);
  const { result: before } = await connection.call('history.get', { id: conversationId });

  const calls = (id: string): readonly (readonly [string, object])[] => [
    ['history.get', { id }],
    ['history.export', { id }],
    ['history.rename', { id, title: 'owned' }],
    ['history.delete', { id }],
    ['history.restore', { id }],
    ['trace.get', { id }],
    ['cache.get', { id }],
    ['turn.attach', { turnId: id }],
    ['turn.cancel', { turnId: id }],
    ['ask', { request: { prompt: 'Into another', conversationId: id } }],
  ];
  for (const known of [conversationId, traceId]) {
    for (const id of ids(known)) {
      for (const [method, params] of calls(id)) {
        const { error } = await connection.call(method, params);
        expect([method, id, error?.data?.code]).toEqual([
          method,
          id,
          expect.stringMatching(/^(not_found|invalid_request)$/),
        ]);
      }
    }
  }
  expect((await connection.call('history.get', { id: conversationId })).result).toEqual(before);
});

test('a conversation that is imported takes the place of none', async () => {
  await using stand = await openStand({ scenario: '/s/ok' });
  await using daemon = await stand.start();
  using connection = await connectUnix(daemon.file.socket);
  const asked = await connection.call('ask', { request: { prompt: 'Keep this' } });
  const id = String(asked.result?.['conversationId']);
  const { result: before } = await connection.call('history.get', { id });
  for (const foreign of [id, `${id}/00000000`, '../x', '']) {
    const { result } = await connection.call('history.import', {
      conversation: { ...before, id: foreign, title: 'forged', messages: [] },
    });
    expect(result?.['id']).toMatch(/^[0-9A-Z]{26}$/);
    expect(result?.['id']).not.toBe(id);
  }
  expect((await connection.call('history.get', { id })).result).toEqual(before);
});
