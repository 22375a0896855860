import { expect, it } from 'vitest';
import {
  PROMPT_CACHING_MODES,
  wantsPromptCaching,
} from '../../../../packages/core/src/turn/prompt-caching.ts';
import { requestOf } from '../../../support/request-of.ts';

const said = (count: number) =>
  Array.from({ length: count }, (_, index) => ({
    role: index % 2 === 0 ? ('user' as const) : ('assistant' as const),
    content: `message ${index}`,
  }));

const LATER = requestOf('', { messages: said(3) });
const VENDOR = { apiKey: 'key', baseUrl: null, simulated: false };
const ELSEWHERE = { ...VENDOR, baseUrl: 'http://127.0.0.1:11434' };
const SIMULATOR = { ...ELSEWHERE, simulated: true };
const LONG = 5_000;
const MARK = { cache_control: { type: 'ephemeral' } };

it('is asked for from the second turn on: a first makes no second likely, and a write costs more than input', () => {
  for (const count of [1, 3, 5]) {
    expect(wantsPromptCaching('auto', requestOf('', { messages: said(count) }), LONG, VENDOR)).toBe(
      count > 1,
    );
  }
});

it('is not asked for below the length that every model keeps', () => {
  expect(wantsPromptCaching('on', LATER, 4_095, VENDOR)).toBe(false);
  expect(wantsPromptCaching('on', LATER, 4_096, VENDOR)).toBe(true);
});

it.each([
  ['auto', [true, false, true]],
  ['on', [true, true, true]],
  ['off', [false, false, false]],
] as const)('with `%s` at the vendor, at another server, at the simulator', (mode, wanted) => {
  expect(
    [VENDOR, ELSEWHERE, SIMULATOR].map((upstream) => wantsPromptCaching(mode, LATER, LONG, upstream)),
  ).toEqual(wanted);
  expect(PROMPT_CACHING_MODES).toContain(mode);
});

it('is left to a caller who has placed breakpoints: in messages, system or tools', () => {
  const marked = { type: 'text', text: 'long', ...MARK };
  const requests = [
    { messages: [...said(2), { role: 'user' as const, content: [marked] }] },
    { messages: said(3), system: [marked] },
    { messages: said(3), tools: [{ name: 'look', ...MARK }] },
  ];
  for (const parts of requests) {
    expect(wantsPromptCaching('on', requestOf('', parts), LONG, VENDOR)).toBe(false);
  }
});
