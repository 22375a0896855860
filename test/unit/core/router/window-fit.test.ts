import {
  createRouter,
  JackdawError,
  type ChatRequest,
  type ModelFacts,
  type RouterOptions,
} from '@jackdaw/core';
import { describe, expect, it } from 'vitest';
import { promptTokens } from '../../../../packages/daemon/src/simulator/token-count.ts';
import { requestOf } from '../../../support/request-of.ts';

const WINDOWS: Readonly<Record<string, ModelFacts>> = {
  small: { maxInputTokens: 400, maxOutputTokens: 100 },
  middle: { maxInputTokens: 2_000, maxOutputTokens: 500 },
  'claude-opus-5-5': { maxInputTokens: 8_000, maxOutputTokens: null },
};
const options: RouterOptions = {
  tiers: { fast: 'small', balanced: 'middle', capable: 'claude-opus-5-5' },
  models: WINDOWS,
};
const router = createRouter(options);

/** A stream of numbers from 0 to 1 that is the same in each run (mulberry32). */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const PIECES = [
  'The jackdaw sat on the chimney and waited. ',
  'Съешь ещё этих мягких булок. ',
  '敏捷的棕色狐狸跳过懒狗。',
  'いろはにほへと ちりぬるを ',
  '다람쥐 헌 쳇바퀴에 타고파 ',
  'نص حكيم له سر قاطع ',
  'कखगघ ङच ',
  '🦊👩‍👩‍👧‍👦🏳️‍🌈',
  'TWFuIGlzIGRpc3Rpbmd1aXNoZWQ',
  'const x = f(a[i], { y: 1 }) ?? null;\n',
  '    ',
  '\n\n\n',
  'aaaaaaaaaaaaaaaaaaaaaaaa',
  '-----=====|||||',
  '0123456789',
  '\u0000\u0007\ud800',
  'ÄÖÜßéèñ ',
];

function fuzzed(random: () => number): ChatRequest {
  const text = (): string => {
    const piece = () => PIECES[Math.floor(random() * PIECES.length)] ?? '';
    const mixed = random() < 0.5;
    const one = piece();
    return Array.from({ length: Math.floor(random() ** 4 * 250) }, () => (mixed ? piece() : one)).join('');
  };
  const block = () => {
    const kind = random();
    if (kind < 0.7) return { type: 'text', text: text() };
    if (kind < 0.8) return { type: 'image', source: { type: 'base64', data: 'A'.repeat(200) } };
    if (kind < 0.9) return { type: 'document', source: { type: 'text', data: text() } };
    return { type: 'tool_result', tool_use_id: 'x', content: text() };
  };
  const message = (index: number) => ({
    role: index % 2 === 0 ? ('user' as const) : ('assistant' as const),
    content: random() < 0.7 ? text() : [block(), block()],
  });
  const modelPick = random();
  return requestOf('', {
    messages: Array.from({ length: 1 + 2 * Math.floor(random() * 3) }, (_, index) => message(index)),
    system: random() < 0.3 ? text() : null,
    tools: random() < 0.1 ? [{ name: 'look', description: text(), input_schema: { type: 'object' } }] : [],
    schema: random() < 0.1 ? { type: 'object', description: text() } : null,
    maxTokens: 1 + Math.floor(random() * 600),
    model: modelPick < 0.6 ? 'auto' : modelPick < 0.8 ? 'fast' : 'middle',
  });
}

/** What the simulator would count, and bill. */
function countedBySimulator({ messages, system, tools, schema }: ChatRequest): number {
  return promptTokens({
    messages,
    ...(system === null ? {} : { system }),
    tools,
    ...(schema === null ? {} : { output_config: { format: { type: 'json_schema', schema } } }),
  });
}

describe('a chosen model', () => {
  it('has room for prompt and answer, for 10,000 requests of every script and shape', () => {
    const random = seeded(20_261_123);
    let routed = 0;
    let moved = 0;
    let refused = 0;
    for (let index = 0; index < 10_000; index += 1) {
      const request = fuzzed(random);
      try {
        const route = router.choose(request);
        const { maxInputTokens, maxOutputTokens } = WINDOWS[route.model] ?? {};
        const total = countedBySimulator(request) + request.maxTokens;
        if (total > (maxInputTokens ?? 0))
          throw new Error(`request ${index} has ${total} for ${route.model}`);
        if (request.maxTokens > (maxOutputTokens ?? Infinity))
          throw new Error(`request ${index} wants too long an answer`);
        routed += 1;
        if (route.reason.includes('moved up')) moved += 1;
      } catch (error) {
        if (!(error instanceof JackdawError)) throw error;
        if (error.code !== 'context_exceeded') throw error;
        refused += 1;
      }
    }
    // Each way out is really tried.
    expect(Math.min(routed, moved, refused)).toBeGreaterThan(500);
  }, 120_000);
});

describe('modelToCount', () => {
  const words = (count: number, changes: Partial<ChatRequest> = {}) =>
    requestOf('word '.repeat(count), { maxTokens: 50, ...changes });

  it('is nobody far from any window', () => {
    expect(router.modelToCount(words(50, { task: 'simple_qa' }))).toBeNull();
    expect(router.modelToCount(words(50_000))).toBeNull();
  });

  it('names the model that may or may not have room, until the count is known', () => {
    const request = words(340, { model: 'fast' });
    expect(router.modelToCount(request)).toBe('small');
    expect(router.choose(request).tier).toBe('balanced');
    const counted = { model: 'small', tokens: 345 };
    expect(router.modelToCount(request, { counted })).toBeNull();
    expect(router.choose(request, { counted })).toMatchObject({ tier: 'fast', contextTokens: 345 });
    expect(router.choose(request, { counted: { model: 'small', tokens: 355 } }).tier).toBe('balanced');
  });

  it('names the model that the caller named', () => {
    expect(router.modelToCount(words(340, { model: 'small' }))).toBe('small');
    expect(router.modelToCount(words(340, { model: 'unheard-of' }))).toBeNull();
  });
});

describe('how the upstream counts', () => {
  it('can be told: the simulator counts a token for four characters', () => {
    const request = requestOf('x'.repeat(400), { model: 'middle', maxTokens: 50 });
    const { contextTokens } = router.choose(request, { tokenizer: 'quarters' });
    expect(Math.abs(contextTokens - countedBySimulator(request))).toBeLessThan(3);
  });

  it('can be learned, and moves the choice', () => {
    const learned = createRouter({ ...options, tokenFactor: (model) => (model === 'small' ? 2 : 1) });
    const request = requestOf('word '.repeat(200), { model: 'fast', maxTokens: 50 });
    expect(router.choose(request).tier).toBe('fast');
    expect(learned.choose(request).tier).toBe('balanced');
  });
});
