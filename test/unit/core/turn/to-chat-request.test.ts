import { expect, test } from 'vitest';
import { cacheKey } from '../../../../packages/core/src/cache/index.ts';
import type { WireRequest } from '../../../../packages/core/src/protocol/request-schema.ts';
import type { ThinkingMode } from '../../../../packages/core/src/turn/thinking-mode.ts';
import { toChatRequest } from '../../../../packages/core/src/turn/to-chat-request.ts';

const context = { messages: [], entries: [], system: null, previous: null, tenant: 'default' };
const made = (wire: WireRequest, thinking: ThinkingMode) =>
  toChatRequest(wire, context, {
    model: () => 'auto',
    maxTokens: 100,
    cacheEnabled: true,
    semantic: 'serve',
    thinking,
  });
const shown = { type: 'adaptive', display: 'summarized' };

test('the config says whether models think, where the request does not', () => {
  expect(made({ prompt: 'x' }, 'auto').thinking).toBe(null);
  expect(made({ prompt: 'x' }, 'on').thinking).toEqual(shown);
  expect(made({ prompt: 'x' }, 'off').thinking).toEqual({ type: 'disabled' });
  expect(made({ prompt: 'x', thinking: { type: 'disabled' } }, 'on').thinking).toEqual({ type: 'disabled' });
});

test('who brings the whole context, or forces a tool, is not told to think', () => {
  expect(made({ messages: [{ role: 'user', content: 'x' }] }, 'on').thinking).toBe(null);
  expect(made({ prompt: 'x', toolChoice: { type: 'any' } }, 'on').thinking).toBe(null);
});

test('an answer that was thought for is another entry of the cache', () => {
  const keys = (['auto', 'on', 'off'] as const).map((mode) => cacheKey(made({ prompt: 'x' }, mode), 'v'));
  expect(new Set(keys).size).toBe(3);
});
