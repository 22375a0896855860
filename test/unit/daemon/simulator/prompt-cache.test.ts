import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createPromptCache } from '../../../../packages/daemon/src/simulator/prompt-cache.ts';
import { promptSegments, promptTokens } from '../../../../packages/daemon/src/simulator/token-count.ts';

const minutes = 60_000;

function segment(identity: string, tokens: number, breakpoint?: '5m' | '1h') {
  return { identity, tokens, ...(breakpoint === undefined ? {} : { breakpoint }) };
}

function createCache() {
  let time = 0;
  const cache = createPromptCache(() => time);
  return {
    count: (segments: Parameters<typeof cache.count>[1], scope = 'key') => cache.count(scope, segments),
    pass: (ms: number) => {
      time += ms;
    },
  };
}

test('without a breakpoint, all is plain input', () => {
  const { count } = createCache();
  expect(count([segment('a', 10)])).toEqual({ input: 10, cacheRead: 0, cacheWrite5m: 0, cacheWrite1h: 0 });
});

test('a prefix is written, then read; what follows is input', () => {
  const { count } = createCache();
  const prompt = [segment('rules', 100, '5m'), segment('question', 5)];
  expect(count(prompt)).toMatchObject({ input: 5, cacheWrite5m: 100, cacheRead: 0 });
  expect(count(prompt)).toMatchObject({ input: 5, cacheWrite5m: 0, cacheRead: 100 });
});

test('a growing conversation reads the old part and writes the new one', () => {
  const { count } = createCache();
  count([segment('one', 10), segment('two', 20, '5m')]);
  const grown = [segment('one', 10), segment('two', 20), segment('three', 30, '5m')];
  expect(count(grown)).toMatchObject({ cacheRead: 30, cacheWrite5m: 30, input: 0 });
});

test('a change in front makes everything behind it new', () => {
  const { count } = createCache();
  count([segment('a', 10), segment('b', 20, '5m')]);
  expect(count([segment('A', 10), segment('b', 20, '5m')])).toMatchObject({ cacheRead: 0, cacheWrite5m: 30 });
});

test('a prefix is forgotten after its lifetime, and a read renews it', () => {
  const { count, pass } = createCache();
  const prompt = [segment('rules', 100, '5m')];
  count(prompt);
  pass(4 * minutes);
  expect(count(prompt).cacheRead).toBe(100);
  pass(4 * minutes);
  expect(count(prompt).cacheRead).toBe(100);
  pass(6 * minutes);
  expect(count(prompt).cacheRead).toBe(0);
});

test('each breakpoint pays for its own lifetime', () => {
  const { count } = createCache();
  const prompt = [segment('rules', 100, '1h'), segment('talk', 20, '5m')];
  expect(count(prompt)).toMatchObject({ cacheWrite1h: 100, cacheWrite5m: 20 });
});

test('nobody reads what another key has written', () => {
  const { count } = createCache();
  const prompt = [segment('rules', 100, '5m')];
  count(prompt, 'one');
  expect(count(prompt, 'two').cacheRead).toBe(0);
});

test('the four figures add up to the prompt', () => {
  const segments = fc.array(
    fc.record({
      identity: fc.constantFrom('a', 'b', 'c'),
      tokens: fc.nat(50),
      breakpoint: fc.constantFrom('5m' as const, '1h' as const, undefined),
    }),
    { minLength: 1 },
  );
  fc.assert(
    fc.property(fc.array(segments), (prompts) => {
      const { count } = createCache();
      for (const prompt of prompts) {
        const { input, cacheRead, cacheWrite5m, cacheWrite1h } = count(
          prompt.map(({ identity, tokens, breakpoint }) => segment(identity, tokens, breakpoint)),
        );
        const total = prompt.reduce((sum, { tokens }) => sum + tokens, 0);
        expect(input + cacheRead + cacheWrite5m + cacheWrite1h).toBe(total);
      }
    }),
  );
});

test('a cache_control marker is no part of the text it marks', () => {
  const block = { type: 'text', text: 'hello' };
  const marked = { ...block, cache_control: { type: 'ephemeral' } };
  const [plain] = promptSegments({ system: [block] });
  const [cached] = promptSegments({ system: [marked] });
  expect(cached).toEqual({ ...plain, breakpoint: '5m' });
});

test('a top-level cache_control marks the end of the prompt', () => {
  const segments = promptSegments({
    messages: [{ role: 'user', content: 'hello' }],
    cache_control: { type: 'ephemeral', ttl: '1h' },
  });
  expect(segments.at(-1)?.breakpoint).toBe('1h');
});

test('four characters are a token, and a message costs four more', () => {
  expect(promptTokens({ messages: [{ role: 'user', content: 'x'.repeat(40) }] })).toBe(14);
});
