import { KEY, openStand } from '../../../integration/turns/open-stand.ts';

/** Which of a model's limits is made to bind. */
export type Binding = 'requests' | 'input tokens' | 'output tokens';
export const BINDINGS: readonly Binding[] = ['requests', 'input tokens', 'output tokens'];

export interface LimitsOptions {
  readonly binding: Binding;
  /** Questions at once. */
  readonly questions: number;
  /** Seconds for which the limit lets nothing through but what flows in, after a full bucket is spent. */
  readonly tailSeconds: number;
}

const MODEL = 'claude-sonnet-5-5';
const PLENTY = 100_000_000;
const ANSWER_TOKENS = 300;
const WORDS = 400;

/**
 * Asks all at once of an upstream with real token buckets. A bucket is full at the start and takes in a sixtieth of its
 * limit a second; utilisation is what was used, of what that allows until the last call went out.
 */
export async function keepToLimits({ binding, questions, tailSeconds }: LimitsOptions) {
  const promptOf = (index: number) => `Question ${index}: ${'word '.repeat(WORDS)}`;
  const inputTokens = await countInput(promptOf(0));
  const perQuestion = { requests: 1, 'input tokens': inputTokens, 'output tokens': ANSWER_TOKENS }[binding];
  // Demand = limit · (1 + tail / 60)
  const limit = Math.floor((questions * perQuestion) / (1 + tailSeconds / 60));
  const limits = {
    requestsPerMinute: binding === 'requests' ? limit : PLENTY,
    inputTokensPerMinute: binding === 'input tokens' ? limit : PLENTY,
    outputTokensPerMinute: binding === 'output tokens' ? limit : PLENTY,
  };
  await using stand = await openStand({
    simulator: {
      limits,
      defaultStep: {
        usage: { outputTokens: ANSWER_TOKENS },
        timing: { toHeadersMs: 20, toFirstTokenMs: 30 },
      },
    },
    config: { limits: { burst: 1000, maxQueue: 1000 } },
  });
  await using daemon = await stand.start();
  const client = await stand.connect(daemon);
  stand.simulator.script(KEY, [{ usage: { outputTokens: ANSWER_TOKENS }, times: 'forever' }]);

  const started = Date.now();
  const waits: number[] = [];
  await Promise.all(
    Array.from({ length: questions }, async (_, index) => {
      const request = { prompt: promptOf(index), model: MODEL, maxTokens: 2 * ANSWER_TOKENS };
      const turn = await client.startTurn(request);
      for await (const { event } of turn.events) {
        if (event.type === 'upstream-wait') waits.push(event.waitMs);
        if (event.type === 'turn-error') throw new Error(event.error.message);
      }
    }),
  );

  const calls = stand.simulator.journal({ path: '/v1/messages' });
  const refused = calls.filter(({ status }) => status === 429).length;
  const firstAt = calls[0]?.receivedAt ?? started;
  const lastAt = Math.max(...calls.map(({ receivedAt }) => receivedAt));
  const allowed = limit * (1 + (lastAt - firstAt) / 60_000);
  const used = calls.length * perQuestion;
  return {
    binding,
    limitPerMinute: limit,
    questions,
    calls: calls.length,
    refused,
    seconds: Math.round((lastAt - firstAt) / 100) / 10,
    used,
    allowed: Math.round(allowed),
    utilisation: Math.round((1000 * used) / allowed) / 1000,
    waitsTold: waits.length,
  };
}

/** What the simulator counts for such a prompt. */
async function countInput(prompt: string): Promise<number> {
  await using stand = await openStand();
  await using daemon = await stand.start();
  const client = await stand.connect(daemon);
  const { usage } = await client.call('ask', { request: { prompt, model: MODEL } });
  return usage?.input ?? 0;
}
