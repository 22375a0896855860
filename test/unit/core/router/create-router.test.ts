import {
  createRouter,
  createStandIns,
  TIER_PRESETS,
  type ChatRequest,
  type Route,
  type RouteHints,
  type RouterOptions,
} from '@jackdaw/core';
import { describe, expect, it } from 'vitest';
import { requestOf } from '../../../support/request-of.ts';

type TaskType = NonNullable<ChatRequest['task']>;

const request = (changes: Partial<ChatRequest> = {}) =>
  requestOf('What is the capital of Australia?', changes);

/** As if the upstream had counted so many tokens. */
const counting = (tokens: number): RouteHints => ({
  counted: { model: 'any', tokens },
  tokenizer: 'quarters',
});

const route = (changes: Partial<ChatRequest>, options: Partial<RouterOptions> = {}): Route =>
  createRouter({ tiers: TIER_PRESETS.current, ...options }).choose(request(changes));

describe('createRouter with the mission’s models', () => {
  const router = createRouter({ tiers: TIER_PRESETS.mission });
  const haiku = 'claude-haiku-4-5-20251001';
  const sonnet = 'claude-sonnet-4-6';
  const opus = 'claude-opus-4-6';

  it.each<[TaskType, number, string]>([
    ['simple_qa', 1_999, haiku],
    ['simple_qa', 2_000, sonnet],
    ['simple_qa', 100_001, opus],
    ['code_generation', 50, sonnet],
    ['code_generation', 150_000, sonnet],
    ['complex_reasoning', 50, opus],
    ['complex_reasoning', 150_000, opus],
    ['summarisation', 100_000, sonnet],
    ['summarisation', 100_001, opus],
    ['translation', 1_000, sonnet],
    ['extraction', 1_000, sonnet],
    ['creative', 1_000, sonnet],
    ['other', 10, sonnet],
  ])('sends %s of %i tokens to %s', (task, tokens, model) => {
    const chosen = router.choose(request({ task }), counting(tokens));
    expect(chosen.contextTokens).toBe(tokens);
    expect(chosen).toMatchObject({ model, task, confidence: 1 });
  });
});

describe('createRouter', () => {
  it('tells the task from the last thing the user said, and why it chose', () => {
    expect(route({})).toMatchObject({
      model: 'claude-haiku-5-5',
      tier: 'fast',
      task: 'simple_qa',
      reason: expect.stringMatching(/^short question \(.*\), \d+ tokens → fast$/),
    });
    const conversation = [
      { role: 'user', content: 'What is the capital of Australia?' },
      { role: 'assistant', content: 'Canberra.' },
      { role: 'user', content: [{ type: 'text', text: 'Write a Python function that prints it.' }] },
    ] as const;
    expect(route({ messages: conversation })).toMatchObject({ task: 'code_generation', tier: 'balanced' });
  });

  it('believes the caller about the task', () => {
    expect(route({ task: 'complex_reasoning' })).toMatchObject({ tier: 'capable', confidence: 1 });
    expect(route({ task: 'complex_reasoning' }).reason).toContain('as the request says');
  });

  it('takes a tier by name, whatever the task', () => {
    expect(route({ model: 'capable' })).toMatchObject({ model: 'claude-opus-5-5', tier: 'capable' });
    expect(route({ model: 'fast', task: 'complex_reasoning' })).toMatchObject({
      model: 'claude-haiku-5-5',
      tier: 'fast',
    });
  });

  it('takes a model as it is named, and its tier where it has one', () => {
    expect(route({ model: 'llama3.3:70b' })).toMatchObject({ model: 'llama3.3:70b', tier: null });
    expect(route({ model: 'claude-opus-5-5' })).toMatchObject({ model: 'claude-opus-5-5', tier: 'capable' });
  });

  it('follows other rules where config brings them, the first that matches', () => {
    const rules = [
      { task: 'translation', tier: 'fast' },
      { contextOver: 10, contextUnder: 1_000, tier: 'capable' },
      { tier: 'balanced' },
    ] as const;
    expect(route({ task: 'translation' }, { rules }).tier).toBe('fast');
    expect(route({ task: 'creative' }, { rules }).tier).toBe('capable');
    expect(route({ task: 'creative' }, { rules: [] }).tier).toBe('balanced');
  });

  describe('about windows', () => {
    const small = { maxInputTokens: 8_000, maxOutputTokens: 4_000 };
    const middle = { maxInputTokens: 50_000, maxOutputTokens: null };
    const options: RouterOptions = {
      tiers: { fast: 'small', balanced: 'middle', capable: 'claude-opus-5-5' },
      models: { small, middle },
    };
    const router = createRouter(options);

    it('moves up to the nearest tier that has room, and says so', () => {
      const chosen = router.choose(request({ model: 'fast' }), counting(7_500));
      expect(chosen).toMatchObject({ model: 'middle', tier: 'balanced' });
      expect(chosen.reason).toContain('moved up to balanced');
      expect(chosen.reason).toContain('7,500');
      expect(chosen.reason).toContain('8,000');
      expect(router.choose(request(), counting(60_000))).toMatchObject({
        model: 'claude-opus-5-5',
        tier: 'capable',
      });
    });

    it('counts the room that the answer may take', () => {
      expect(router.choose(request({ model: 'fast', maxTokens: 1_000 }), counting(7_000)).model).toBe(
        'small',
      );
      expect(router.choose(request({ model: 'fast', maxTokens: 1_001 }), counting(7_000)).model).toBe(
        'middle',
      );
    });

    it('moves up where the answer may be longer than the model writes', () => {
      const chosen = router.choose(request({ model: 'fast', maxTokens: 4_001 }), counting(100));
      expect(chosen.model).toBe('middle');
      expect(chosen.reason).toContain('4,001');
    });

    it('refuses what no tier above has room for, with the numbers', () => {
      const choose = () => router.choose(request(), counting(1_000_000));
      expect(choose).toThrow(expect.objectContaining({ code: 'context_exceeded' }));
      expect(choose).toThrow(/1,000,000 tokens of prompt and 1,000 for the answer/);
    });

    it('refuses what a named model has no room for: the caller chose it', () => {
      const choose = () => router.choose(request({ model: 'claude-haiku-4-5-20251001' }), counting(199_500));
      expect(choose).toThrow(expect.objectContaining({ code: 'context_exceeded' }));
      expect(choose).toThrow(/window of claude-haiku-4-5-20251001, 200,000/);
      expect(
        router.choose(request({ model: 'claude-haiku-4-5-20251001' }), counting(199_000)).tier,
      ).toBeNull();
    });

    it('sets no bound for a model that nothing is known of', () => {
      expect(router.choose(request({ model: 'llama3.3:70b' }), counting(3_000_000)).model).toBe(
        'llama3.3:70b',
      );
    });
  });

  describe('its policy version', () => {
    const version = (options: Partial<RouterOptions> = {}) =>
      createRouter({ tiers: TIER_PRESETS.current, ...options }).policyVersion;

    it('is the same for the same policy, in every process', () => {
      expect(version()).toBe(version());
      expect(version()).toMatch(/^[0-9a-f]{12}$/);
    });

    it.each<[string, Partial<RouterOptions>]>([
      ['a model', { tiers: TIER_PRESETS.mission }],
      ['a rule', { rules: [{ tier: 'fast' }] }],
      ['a window', { models: { 'claude-haiku-5-5': { maxInputTokens: 10, maxOutputTokens: 10 } } }],
    ])('changes with %s', (_what, options) => {
      expect(version(options)).not.toBe(version());
    });
  });
});

describe('a schema', () => {
  const schema = { type: 'object' };
  const router = createRouter({ tiers: TIER_PRESETS.mission });
  const tierOf = (prompt: string, changes: Partial<ChatRequest> = {}) =>
    router.choose(requestOf(prompt, changes)).tier;

  it('makes more of a short question than a sentence, and nothing less of a hard one', () => {
    expect(tierOf('What is the capital of Norway?')).toBe('fast');
    expect(tierOf('What is the capital of Norway?', { schema })).toBe('balanced');
    expect(router.choose(requestOf('The parcel came late, and crushed.', { schema }))).toMatchObject({
      task: 'extraction',
      tier: 'balanced',
      reason: expect.stringContaining('a schema to fill'),
    });
    expect(tierOf('Prove that the square root of 7 is irrational.', { schema })).toBe('capable');
  });

  it('changes nothing where the task is named', () => {
    expect(tierOf('Oslo?', { schema, task: 'simple_qa' })).toBe('fast');
  });
});

describe('a default for the length of the answer', () => {
  const small = { maxInputTokens: 200_000, maxOutputTokens: 4_000 };
  const options = { tiers: TIER_PRESETS.current, models: { 'claude-haiku-5-5': small } };
  const router = createRouter(options);
  const silent = request({ model: 'fast', maxTokens: 16_000, maxTokensIsDefault: true });

  it('yields to what the model writes at most, and moves nobody up', () => {
    expect(router.choose(silent).tier).toBe('fast');
    expect(router.maxTokensOf(silent, 'claude-haiku-5-5')).toBe(4_000);
    expect(router.maxTokensOf(silent, 'unknown')).toBe(16_000);
  });

  it('is no default where the caller named it', () => {
    const named = { ...silent, maxTokensIsDefault: false };
    expect(router.choose(named).tier).toBe('balanced');
    expect(router.maxTokensOf(named, 'claude-haiku-5-5')).toBe(16_000);
  });

  it('keeps no stand-in away either', () => {
    const standIns = createStandIns({
      tiers: TIER_PRESETS.current,
      factsOf: () => ({ maxInputTokens: 10_000, maxOutputTokens: 4_000 }),
    });
    const chosen = router.choose(silent);
    expect(standIns.fallbacks(silent, chosen)).toHaveLength(2);
    expect(standIns.fallbacks({ ...silent, maxTokensIsDefault: false }, chosen)).toEqual([]);
  });
});
