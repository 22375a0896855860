import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseFrame } from '../../../../packages/daemon/src/server/parse-frame.ts';

test('a request comes through as it was written', () => {
  const frame = { jsonrpc: '2.0', id: 1, method: 'status', params: {} };
  expect(parseFrame(JSON.stringify(frame))).toEqual({ ok: true, frame });
});

test('any text at all is a frame or an error, never an exception', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
      const parsed = parseFrame(text);
      const outcome = parsed.ok ? 'frame' : parsed.error.code;
      expect(['frame', 'parse_error', 'invalid_frame', 'too_large']).toContain(outcome);
    }),
  );
});

test('a broken frame keeps its id where it has a usable one', () => {
  const idOf = (text: string) => {
    const parsed = parseFrame(text);
    return parsed.ok ? 'ok' : parsed.id;
  };
  expect(idOf('{"id":"mine"}')).toBe('mine');
  expect(idOf('{"id":4}')).toBe(4);
  expect(idOf('{"id":4.5}')).toBe(null);
  expect(idOf(`{"id":"${'x'.repeat(1000)}"}`)).toBe(null);
  expect(idOf('nonsense')).toBe(null);
});

test('64 levels are spoken, 65 are not', () => {
  const frame = (levels: number) => {
    const nested = `${'['.repeat(levels - 2)}${']'.repeat(levels - 2)}`;
    return parseFrame(`{"jsonrpc":"2.0","id":1,"method":"ask","params":{"a":${nested}}}`);
  };
  expect(frame(64)).toMatchObject({ ok: true });
  expect(frame(65)).toMatchObject({ ok: false, id: 1, error: { code: 'too_large' } });
});
