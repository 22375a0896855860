import {
  conversationToMarkdown,
  createMemoryStore,
  JackdawError,
  type ChatEvent,
  type Store,
  type StoreOperation,
} from '@jackdaw/core';
import { describe, expect, it } from 'vitest';
import { poll } from '../../../support/poll.ts';
import { CALLER, eventsOf } from '../../../support/turns-fixture.ts';
import {
  ALL_SMALL,
  longText,
  openLongTalk,
  replyOf,
  saidIn,
  summaryOf,
  theLast,
  unfolded,
  WINDOW,
} from './long-talk.ts';

const NEVER = new AbortController().signal;

function theOne<T extends ChatEvent['type']>(events: readonly ChatEvent[], type: T) {
  const found = events.filter((event): event is Extract<ChatEvent, { type: T }> => event.type === type);
  const [only] = found;
  if (only === undefined || found.length > 1) throw new Error(`${found.length} events ${type}`);
  return only;
}

describe('a conversation that fills its model’s window', () => {
  it('goes on with a summary in the place of its older turns, and says so before it asks', async () => {
    const talk = await openLongTalk();
    const events = await talk.sayUntilCompact();
    const compact = theOne(events, 'context-compact');
    expect(compact).toMatchObject({ model: 'claude-haiku-5-5', costUsd: (100 * 0.1 + 10 * 0.5) / 1e6 });
    expect(compact.fromTokens).toBeGreaterThan(1_000);
    expect(compact.toTokens).toBeLessThan(20);
    const types = events.map(({ type }) => type);
    expect(types.indexOf('context-compact')).toBe(types.indexOf('route-choose') - 1);

    const sent = saidIn(theLast(talk.answers));
    expect(sent[0]?.text).toContain(summaryOf(1));
    expect(sent.map(({ role }) => role)).toEqual([
      'user',
      'assistant',
      'user',
      'assistant',
      'user',
      'assistant',
      'user',
    ]);
    expect(theOne(events, 'route-choose').contextTokens).toBeLessThan(0.8 * WINDOW);
    expect(talk.summaries).toHaveLength(1);
    expect(talk.summaries[0]).toMatchObject({ model: 'claude-haiku-5-5', maxTokens: WINDOW / 10, tools: [] });
  });

  it('leaves nothing out of what is sent without having told it', async () => {
    const talk = await openLongTalk({ summarise: failingEachThird, windows: ALL_SMALL });
    const said: { role: string; text: string }[] = [];
    let told = 0;
    const failed: { code: string; calls: number }[] = [];
    for (let number = 1; number <= 60; number++) {
      const prompt = longText(`Question ${number}`, 40 + ((number * 97) % 300));
      const asked = talk.answers.length;
      const events = await talk.say(prompt);
      told += events.filter(({ type }) => type === 'context-compact').length;
      const end = events.at(-1);
      if (end?.type === 'turn-error') {
        // Refused with all of it rather than asked with less; the question counts for the history alone.
        failed.push({ code: end.error.code, calls: talk.answers.length - asked });
        continue;
      }
      said.push({ role: 'user', text: prompt });
      const call = theLast(talk.answers);
      // With each summary unfolded into what it was made of, every word that was ever said is there, in order.
      expect(unfolded(call, talk.summaries)).toEqual(said);
      expect(saidIn(call)[0]?.text.includes('SUMMARY#')).toBe(told > 0);
      said.push({ role: 'assistant', text: theOne(events, 'turn-end').result.text });
    }
    expect(told).toBeGreaterThan(4);
    expect(failed.length).toBeGreaterThan(0);
    for (const failure of failed) expect(failure).toEqual({ code: 'context_exceeded', calls: 0 });
    const { messages } = await talk.conversations.get(talk.conversationId());
    const texts = new Set(messages.map(({ text }) => text));
    expect(said.filter(({ text }) => !texts.has(text))).toEqual([]);
  });

  it('summarises in parts what is too long for one call', async () => {
    const model = 'claude-opus-5';
    const talk = await openLongTalk({ windows: { ...ALL_SMALL, [model]: 3 * WINDOW }, context: { keep: 0 } });
    for (let number = 1; number <= 6; number++)
      await talk.say(longText(`Question ${number}`, 1_000), { model });
    const events = await talk.say(longText('Question 7', 4_000), { model });
    expect(events.filter(({ type }) => type === 'context-compact').length).toBeGreaterThan(1);
    expect(unfolded(theLast(talk.answers), talk.summaries)).toHaveLength(13);
  });

  it('keeps the summary for the turns that follow, and takes it into the next', async () => {
    const talk = await openLongTalk();
    await talk.sayUntilCompact();
    const events = await talk.say('A short one?');
    expect(events.map(({ type }) => type)).not.toContain('context-compact');
    expect(saidIn(theLast(talk.answers))[0]?.text).toContain(summaryOf(1));
    const again = theOne(await talk.sayUntilCompact(), 'context-compact');
    expect(saidIn(theLast(talk.answers))[0]?.text).toContain(summaryOf(2));
    expect(saidIn(theLast(talk.summaries))[0]?.text).toContain(summaryOf(1));
    const { messages } = await talk.conversations.get(talk.conversationId());
    const marks = messages.flatMap(({ compaction }) => (compaction === undefined ? [] : [compaction]));
    expect(marks.map(({ summary }) => summary)).toEqual([summaryOf(1), summaryOf(2)]);
    expect(marks[1]?.turns).toBe(again.turns);
    const before = messages.slice(
      0,
      messages.findLastIndex(({ compaction }) => compaction !== undefined) + 1,
    );
    expect(before).toHaveLength(2 * marks.reduce((sum, { turns }) => sum + turns, 0));
  });

  it('has the original in history and export, with a mark where the summary ends', async () => {
    const talk = await openLongTalk();
    const { turns } = theOne(await talk.sayUntilCompact(), 'context-compact');
    const conversation = await talk.conversations.get(talk.conversationId());
    const marked = conversation.messages.findIndex(({ compaction }) => compaction !== undefined);
    expect(marked).toBe(2 * turns - 1);
    expect(conversation.messages[0]?.text).toBe(longText('Question 1'));
    const markdown = conversationToMarkdown(conversation);
    expect(markdown).toContain(longText('Answer 1', 40));
    expect(markdown).toContain('The messages above were summarised for the model');
  });

  it('is billed for the summary, in the turn, the conversation and the ledger', async () => {
    const talk = await openLongTalk();
    const events = await talk.sayUntilCompact();
    const compact = theOne(events, 'context-compact');
    const { result } = theOne(events, 'turn-end');
    const answer = theOne(events, 'attempt-end');
    expect(result.costUsd).toBeCloseTo((answer.costUsd ?? NaN) + (compact.costUsd ?? NaN), 12);
    expect(result.usage).toMatchObject({ input: 200, output: 20 });
    const conversation = await talk.conversations.get(talk.conversationId());
    expect(talk.ledger.stats().costUsd).toBeCloseTo(conversation.costUsd, 12);
    const stored: unknown[] = [];
    for await (const { value } of talk.store.scan({ from: 'ledger-attempt/', to: 'ledger-attempt0' })) {
      stored.push(value);
    }
    expect(stored.filter((line) => JSON.stringify(line).includes('"purpose":"compact"'))).toHaveLength(1);
  });

  it('does not count the summary as a cost of the answer that is cached', async () => {
    const talk = await openLongTalk();
    const events = await talk.sayUntilCompact();
    const { entryId } = theOne(events, 'cache-save');
    expect((await talk.cache.get(entryId))?.answer.costUsd).toBe(theOne(events, 'attempt-end').costUsd);
  });

  it('has a context of its own in the cache: the same question after a summary is another question', async () => {
    const talk = await openLongTalk();
    await talk.sayUntilCompact();
    const asked = talk.answers.length;
    const first = await talk.say('What now?');
    expect(theOne(first, 'turn-end').result.cache).toBe('miss');
    expect(talk.answers).toHaveLength(asked + 1);
  });

  it('counts the room for the answer', async () => {
    const talk = await openLongTalk();
    await talk.say(longText('Question 1', 500));
    await talk.say(longText('Question 2', 500));
    expect(await talk.say('Shortly?', { model: 'balanced' })).not.toContainEqual(
      expect.objectContaining({ type: 'context-compact' }),
    );
    const events = await talk.say('At length?', { maxTokens: 2_000, model: 'balanced' });
    expect(theOne(events, 'context-compact').turns).toBeGreaterThan(0);
  });

  it('compacts once for two turns at once', async () => {
    const talk = await openLongTalk({ context: { at: 0.3 } });
    await talk.say(longText('Question 1', 900));
    const both = await Promise.all([talk.begin('One?'), talk.begin('Other?')]);
    const events = await Promise.all(both.map((turn) => eventsOf(turn)));
    expect(talk.summaries).toHaveLength(1);
    expect(events.flat().filter(({ type }) => type === 'context-compact')).toHaveLength(1);
    for (const call of talk.answers.slice(-2)) expect(saidIn(call)[0]?.text).toContain(summaryOf(1));
  });

  it('leaves the conversation as it was where the summary is cancelled', async () => {
    const talk = await openLongTalk({
      summarise: (number) => (number === 1 ? 'hang' : replyOf(summaryOf(number))),
    });
    await talk.say(longText('Question 1', 900));
    await talk.say(longText('Question 2', 900));
    const turn = await talk.begin(longText('Question 3', 900));
    const events = eventsOf(turn);
    await poll('the summary to be asked for', () => talk.summaries.length === 1);
    turn.cancel();
    expect((await events).at(-1)).toMatchObject({ type: 'turn-error', error: { code: 'cancelled' } });
    expect(await talk.conversations.compaction(talk.conversationId())).toBeNull();
    expect(theOne(await talk.say(longText('Question 3', 900)), 'context-compact').turns).toBeGreaterThan(0);
  });
});

describe('a summary that cannot be made', () => {
  const failures = {
    'the upstream fails': () => new JackdawError('upstream_rejected', 'No summary today.'),
    'the model declines': () => replyOf('I would rather not.', 'refusal'),
    'it is cut': () => replyOf('It began when', 'max_tokens'),
    'it is empty': () => replyOf(' '),
    'it is no shorter': () => replyOf(longText('Long', 3_000)),
  };

  it.each(Object.entries(failures))('leaves the turn as it is where that fits: %s', async (_, summarise) => {
    const talk = await openLongTalk({ summarise, context: { at: 0.3 } });
    await talk.say(longText('Question 1', 900));
    const events = await talk.say('Question 2?');
    expect(theOne(events, 'warning').message).toContain('Older messages could not be summarised');
    expect(theOne(events, 'turn-end').result.stopReason).toBe('end_turn');
    expect(talk.answers.at(-1)?.messages).toHaveLength(3);
    // No second attempt at once: each one costs.
    await talk.say('Shortly?');
    expect(talk.summaries).toHaveLength(1);
  });

  it.each(Object.entries(failures))(
    'fails the turn that does not fit, and says why: %s',
    async (_, summarise) => {
      const talk = await openLongTalk({ summarise });
      await talk.say(longText('Question 1', 700));
      await talk.say(longText('Question 2', 700));
      const events = await talk.say(longText('Question 3', 700));
      const { error } = theOne(events, 'turn-error');
      expect(error.code).toBe('context_exceeded');
      expect(error.message).toContain('Older messages could not be summarised');
      expect(error.message).toContain('/new');
      expect(talk.answers).toHaveLength(2);
      expect(await talk.conversations.compaction(talk.conversationId())).toBeNull();
    },
  );

  it('is not tried where the day’s budget is spent', async () => {
    const talk = await openLongTalk({ context: { at: 0.3 }, dailyUsd: 1e-6 });
    await talk.say(longText('Question 1', 900));
    const events = await talk.say('Question 2?');
    expect(theOne(events, 'turn-error').error.code).toBe('over_budget');
    expect(talk.summaries).toEqual([]);
  });

  it('holds for this turn where it cannot be saved', async () => {
    const store = failingToKeep('compaction/');
    const talk = await openLongTalk({ store });
    const events = await talk.sayUntilCompact();
    expect(theOne(events, 'warning').message).toContain('The summary is not saved');
    expect(theOne(events, 'turn-end').result.stopReason).toBe('end_turn');
    expect(await talk.conversations.compaction(talk.conversationId())).toBeNull();
  });
});

describe('the policy', () => {
  it('`refuse` sends everything or nothing, and says what can be done', async () => {
    const talk = await openLongTalk({ context: { policy: 'refuse' } });
    await talk.say(longText('Question 1', 700));
    await talk.say(longText('Question 2', 700));
    expect(talk.answers.at(-1)?.messages).toHaveLength(3);
    const { error } = theOne(await talk.say(longText('Question 3', 700)), 'turn-error');
    expect(error.code).toBe('context_exceeded');
    for (const advice of ['/compact', '/new', '/model']) expect(error.message).toContain(advice);
    expect(talk.summaries).toEqual([]);
  });

  it('leaves requests with their own messages alone: they are the caller’s', async () => {
    const talk = await openLongTalk();
    const messages = Array.from({ length: 9 }, (_, index) => ({
      role: index % 2 === 0 ? ('user' as const) : ('assistant' as const),
      content: longText(`Message ${index}`, 700),
    }));
    const events = await eventsOf(await talk.turns.start({ messages, maxTokens: 100 }, CALLER));
    expect(theOne(events, 'turn-error').error.code).toBe('context_exceeded');
    expect(talk.summaries).toEqual([]);
  });

  it('has nothing to do with a first question that is too long', async () => {
    const talk = await openLongTalk();
    const { error } = theOne(await talk.say(longText('Question 1', 4_000)), 'turn-error');
    expect(error.code).toBe('context_exceeded');
    expect(error.message).not.toContain('/compact');
    expect(talk.summaries).toEqual([]);
  });

  it('has an estimate foresee the summary', async () => {
    const talk = await openLongTalk();
    await talk.say(longText('Question 1', 700));
    await talk.say(longText('Question 2', 700));
    const conversationId = talk.conversationId();
    const request = { prompt: longText('Question 3', 700), conversationId, maxTokens: 200 };
    const { contextTokens } = await talk.turns.estimate(request, CALLER);
    expect(contextTokens).toBeLessThan(0.8 * WINDOW);
    expect(talk.summaries).toEqual([]);
  });
});

describe('by hand', () => {
  it('older turns are summarised although there is room, and the conversation pays', async () => {
    const talk = await openLongTalk();
    for (const name of ['one', 'two', 'three', 'four']) await talk.say(longText(name, 50));
    const before = (await talk.conversations.get(talk.conversationId())).costUsd;
    const outcome = await talk.turns.compact(talk.conversationId(), CALLER, NEVER);
    expect(outcome).toMatchObject({ turns: 2, model: 'claude-haiku-5-5' });
    const { costUsd } = await talk.conversations.get(talk.conversationId());
    expect(costUsd - before).toBeCloseTo(outcome.costUsd ?? NaN, 12);
    await talk.say('And now?');
    expect(saidIn(theLast(talk.answers))[0]?.text).toContain(summaryOf(1));
  });

  it('the last exchange stays word for word, however often it is asked', async () => {
    const talk = await openLongTalk();
    const compact = () => talk.turns.compact(talk.conversationId(), CALLER, NEVER);
    await talk.say(longText('one', 50));
    await expect(compact()).rejects.toMatchObject({ code: 'invalid_request' });
    await talk.say(longText('two', 50));
    await talk.say(longText('three', 50));
    expect(await compact()).toMatchObject({ turns: 1 });
    expect(await compact()).toMatchObject({ turns: 1 });
    await expect(compact()).rejects.toMatchObject({ code: 'invalid_request' });
    await talk.say('And now?');
    const call = theLast(talk.answers);
    expect(saidIn(call)[2]?.text).toBe(longText('three', 50));
    expect(unfolded(call, talk.summaries)).toHaveLength(7);
  });
});

describe('an answer that broke off', () => {
  it('stays word for word when it is gone on with, also where a summary stands for it', async () => {
    const talk = await openLongTalk({ context: { at: 1, keep: 0 } });
    await talk.say(longText('Question 1', 700));
    await talk.say(longText('Question 2', 700), { maxTokens: 100 });
    const { open } = await talk.conversations.begin({
      conversationId: talk.conversationId(),
      turnId: 'cut',
      traceId: 'cut',
      asked: { kind: 'question', prompt: 'Question 3' },
      system: null,
    });
    const cut = { state: 'interrupted', text: 'It begins with', usage: null, costUsd: 0 } as const;
    await talk.store.write(talk.conversations.end(open, cut, 0));
    await talk.turns.compact(talk.conversationId(), CALLER, NEVER);
    const goingOn = { continue: true, conversationId: talk.conversationId(), maxTokens: 200 } as const;
    await eventsOf(await talk.turns.start(goingOn, CALLER));
    const sent = saidIn(theLast(talk.answers));
    expect(sent.at(-2)).toEqual({ role: 'assistant', text: 'It begins ' });
  });
});

function failingEachThird(number: number) {
  return number % 3 === 0
    ? new JackdawError('upstream_rejected', 'No summary today.')
    : replyOf(summaryOf(number));
}

/** A store that takes everything but what lies under this prefix. */
function failingToKeep(prefix: string): Store {
  const store = createMemoryStore();
  return {
    ...store,
    write: async (operations: readonly StoreOperation[]) => {
      if (operations.some(({ key }) => key.startsWith(prefix))) {
        throw new JackdawError('storage_failed', 'The disk is full.');
      }
      await store.write(operations);
    },
  };
}
