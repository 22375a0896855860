import {
  TIER_PRESETS,
  type ChatEvent,
  type ContextPolicy,
  type ModelCall,
  type Provider,
  type ProviderEvent,
  type Store,
} from '@jackdaw/core';
import { CALLER, createTurnsFixture, eventsOf } from '../../../support/turns-fixture.ts';
import { telling } from '../../../support/provider-stream.ts';

/** Tokens of the models that answer. */
export const WINDOW = 4_000;
const MAX_TOKENS = 200;

const { fast, balanced, capable } = TIER_PRESETS.current;
/** No model has more room than another. */
export const ALL_SMALL = { [fast]: WINDOW, [balanced]: WINDOW, [capable]: WINDOW };
const ROOMY_FAST = { ...ALL_SMALL, [fast]: 4 * WINDOW };

type Said = readonly { readonly role: string; readonly text: string }[];

/** What the model does with a call for a summary; `number` counts from 1. */
export type Summarise = (number: number, call: ModelCall) => readonly ProviderEvent[] | Error | 'hang';

export function replyOf(text: string, stopReason = 'end_turn'): readonly ProviderEvent[] {
  return [
    { type: 'response-start', model: 'claude-haiku-5-5', requestId: 'req_1' },
    { type: 'text-delta', text },
    {
      type: 'usage-update',
      usage: { input: 100, output: 10, cacheRead: 0, cacheWrite5m: 0, cacheWrite1h: 0 },
    },
    { type: 'response-end', stopReason },
  ];
}

export const summaryOf = (number: number) => `SUMMARY#${number}.`;
export const isSummaryCall = ({ system }: ModelCall) =>
  typeof system === 'string' && system.startsWith('You summarise');

/** So many words (1.3 tokens each) that say which turn they belong to. */
export const longText = (name: string, words = 120) => `${name}: ${'word '.repeat(words)}`.trim();

export interface LongTalkOptions {
  readonly summarise?: Summarise;
  readonly context?: Partial<ContextPolicy>;
  readonly windows?: Readonly<Record<string, number>>;
  readonly store?: Store;
  readonly dailyUsd?: number;
}

/** One conversation over the whole core, with small windows and a model that is told apart by what it is asked. */
export async function openLongTalk(options: LongTalkOptions = {}) {
  const summarise = options.summarise ?? ((number) => replyOf(summaryOf(number)));
  const answers: ModelCall[] = [];
  const summaries: ModelCall[] = [];
  const provider: Provider = {
    stream: telling(async function* (call, signal) {
      await Promise.resolve();
      const isSummary = isSummaryCall(call);
      (isSummary ? summaries : answers).push(call);
      const reply = isSummary
        ? summarise(summaries.length, call)
        : replyOf(longText(`Answer ${answers.length}`, 40));
      if (reply instanceof Error) throw reply;
      if (reply === 'hang') {
        await new Promise((_, reject) => {
          signal.addEventListener('abort', () => reject(signal.reason), { once: true });
        });
        return;
      }
      yield* reply;
    }),
  };
  const fixture = await createTurnsFixture(provider, {
    windows: options.windows ?? ROOMY_FAST,
    context: { policy: 'compact', at: 0.8, keep: 2, ...options.context },
    ...(options.store === undefined ? {} : { store: options.store }),
    ...(options.dailyUsd === undefined ? {} : { dailyUsd: options.dailyUsd }),
  });
  let conversationId: string | null = null;

  return {
    ...fixture,
    /** Calls for answers, and for summaries, in order. */
    answers,
    summaries,
    conversationId: () => {
      if (conversationId === null) throw new Error('Nothing was said yet.');
      return conversationId;
    },
    begin: (prompt: string, more: object = {}) =>
      fixture.turns.start(
        { prompt, maxTokens: MAX_TOKENS, ...(conversationId === null ? {} : { conversationId }), ...more },
        CALLER,
      ),
    async say(prompt: string, more: object = {}): Promise<readonly ChatEvent[]> {
      const turn = await this.begin(prompt, more);
      conversationId ??= turn.conversationId;
      return eventsOf(turn);
    },
    /** Turns until one of them is told to have been compacted. */
    async sayUntilCompact(most = 30): Promise<readonly ChatEvent[]> {
      for (let number = 1; number <= most; number++) {
        const events = await this.say(longText(`Question ${number}`));
        if (events.some(({ type }) => type === 'context-compact')) return events;
      }
      throw new Error(`Nothing was summarised in ${most} turns.`);
    },
  };
}

export const theLast = (calls: readonly ModelCall[]): ModelCall => calls.at(-1) ?? fail('There was no call.');

export function saidIn({ messages }: ModelCall): Said {
  return messages.map(({ role, content }) => ({ role, text: typeof content === 'string' ? content : '' }));
}

/** What a call says with every summary in it replaced by what that was made of, down to the first message. */
export function unfolded(call: ModelCall, summaries: readonly ModelCall[]): Said {
  return unfold(saidIn(call), summaries);
}

function unfold(said: Said, summaries: readonly ModelCall[]): Said {
  const number = /SUMMARY#(\d+)\./.exec(said[0]?.text ?? '')?.[1];
  if (number === undefined) return said;
  const [input] = saidIn(summaries[Number(number) - 1] ?? fail(`There was no summary ${number}.`));
  const { conversation } = JSON.parse(input?.text ?? '') as { conversation: Said };
  return [...unfold(conversation, summaries), ...said.slice(2)];
}

function fail(message: string): never {
  throw new Error(message);
}
