import type { JackdawClient } from '@jackdaw/core/client';
import { JackdawError, type ChatEvent, type WireRequest } from '@jackdaw/core/protocol';
import { simulatedModels } from '../../../../packages/daemon/src/simulator/index.ts';
import type { Dice } from '../dice.ts';

/** What may become of a turn, and how many of a hundred are such. */
const KINDS = [
  ['plain', 14],
  ['kept', 8],
  ['known', 24],
  ['similar', 8],
  ['cached prefix', 10],
  ['long conversation', 3],
  ['retried', 6],
  ['fallen back', 3],
  ['re-asked', 4],
  ['escalated', 2],
  ['refused', 4],
  ['cut', 3],
  ['broken off', 4],
  ['without a count', 2],
  ['failed', 3],
  ['stopped at a stall', 1],
  ['stopped at any moment', 1],
] as const satisfies readonly (readonly [string, number])[];
export type Kind = (typeof KINDS)[number][0];
export const ALL_KINDS: readonly Kind[] = KINDS.map(([kind]) => kind);

/** The simulator's scenario for each kind; none for an ordinary answer. */
const SCENARIOS: Partial<Record<Kind, readonly string[]>> = {
  retried: ['529-then-ok:1', '429-retry-after-ms:1'],
  'fallen back': ['529-then-ok:3'],
  're-asked': ['structured-repairable', 'structured-schema-invalid'],
  escalated: ['structured-malformed'],
  refused: ['refusal-empty', 'refusal-partial'],
  cut: ['max-tokens', 'pause-turn'],
  'broken off': ['reset-mid', 'fin-mid', 'clean-end-mid', 'missing-message-stop', 'error-mid:7', 'bad-json'],
  'without a count': ['no-usage'],
  failed: ['500', 'reset-headers', 'context-exceeded', '413'],
  'stopped at a stall': ['stall-mid'],
};

/** Calls of which the upstream counts more than anybody reads: what it wrote after the reader had gone. */
const LOOSE: ReadonlySet<string> = new Set(['stopped at any moment', 'bad-json']);

const MODELS = simulatedModels.map(({ id }) => id);
const KNOWN = 400;
const NEIGHBOURS = 8;
const SCHEMA = {
  type: 'object',
  properties: { name: { type: 'string' }, count: { type: 'integer' } },
  required: ['name', 'count'],
  additionalProperties: false,
};

export interface Asked {
  readonly kind: Kind;
  /** Stands in the body of every call that is made for it. */
  readonly label: string;
  /** Whether the upstream may count more than anybody reads. */
  readonly loose: boolean;
  readonly scenario: string | null;
  readonly request: WireRequest;
}

/** How a turn's calls are told apart in the upstream's journal. */
export const LABEL = /turn \d+ of seed [\w./-]+|tower number \d+/;

/** Turn `number` of a run, by chance. */
export function planTurn(number: number, seed: string, dice: Dice): Asked {
  const kind = kindBy(dice.int(1, 100));
  const scenario = SCENARIOS[kind] === undefined ? null : dice.pick(SCENARIOS[kind]);
  // One of those that all ask about, or one that its neighbours may ask about at the same moment.
  const tower = `tower number ${dice.chance(0.3) ? KNOWN + Math.floor(number / NEIGHBOURS) : dice.int(1, KNOWN)}`;
  const label = kind === 'known' || kind === 'similar' ? tower : `turn ${number} of seed ${seed}`;
  const model = dice.pick(MODELS);
  const request = requestFor(kind, label, model, dice);
  return { kind, label, loose: LOOSE.has(kind) || LOOSE.has(scenario ?? ''), scenario, request };
}

function kindBy(roll: number): Kind {
  let left = roll;
  for (const [kind, share] of KINDS) {
    left -= share;
    if (left <= 0) return kind;
  }
  return 'plain';
}

function requestFor(kind: Kind, label: string, model: string, dice: Dice): WireRequest {
  const question = `What is ${label} about, ${dice.int(1, 1e9)}?`;
  switch (kind) {
    case 'kept':
      return { prompt: question, model: 'fast' };
    case 'known':
      return plain(`How many jackdaws nest in the ${label}?`, 'fast');
    case 'similar':
      return plain(`how many jackdaws nest in ${label}`, 'fast');
    case 'cached prefix': {
      const breakpoint = { type: 'ephemeral' };
      const rules = `Rule ${dice.int(1, 20)}. `;
      const system = [
        { type: 'text', text: rules.repeat(60), cache_control: { ...breakpoint, ttl: '1h' } },
        { type: 'text', text: `Also: ${rules.repeat(20)}`, cache_control: breakpoint },
      ];
      return { ...plain(question, model), system };
    }
    case 'long conversation':
      return {
        messages: [
          { role: 'user', content: `Remember ${'many words '.repeat(2600)}` },
          { role: 'assistant', content: 'I do.' },
          { role: 'user', content: question },
        ],
        model,
      };
    case 're-asked':
      return { ...plain(question, model), schema: SCHEMA };
    case 'escalated':
      return { ...plain(question, 'fast'), model: 'auto', schema: SCHEMA };
    case 'fallen back':
      return plain(question, 'balanced');
    default:
      return { ...plain(question, model), ...(dice.chance(0.1) ? { cache: { mode: 'off' } } : {}) };
  }
}

function plain(content: string, model: string): WireRequest {
  return { messages: [{ role: 'user', content }], model, maxTokens: 1000 };
}

/** What its reader saw of a turn. */
export interface Seen {
  text: boolean;
  /** Its last event, or its failure, was received. */
  settled: boolean;
  cache: string | null;
  stopReason: string | null;
  error: string | null;
  /** Attempts that another followed. */
  retries: number;
  types: Set<ChatEvent['type']>;
}

export const nothingSeen = (): Seen => ({
  text: false,
  settled: false,
  cache: null,
  stopReason: null,
  error: null,
  retries: 0,
  types: new Set(),
});

/** Asks and, where the plan says so, stops. A failure of the upstream's is an ending like any other. */
export async function askMixed(client: JackdawClient, asked: Asked, seen: Seen): Promise<void> {
  try {
    const turn = await client.startTurn(asked.request);
    for await (const { event } of turn.events) {
      seen.types.add(event.type);
      if (event.type === 'text-delta' && !seen.text) {
        seen.text = true;
        if (asked.kind.startsWith('stopped')) await turn.cancel();
      }
      if (event.type === 'turn-error' && event.error.code === 'internal')
        throw new Error(event.error.message);
      if (event.type === 'attempt-end' && event.retryInMs !== undefined) seen.retries += 1;
      if (event.type === 'turn-error') seen.error = event.error.code;
      if (event.type === 'turn-end') {
        seen.cache = event.result.cache;
        seen.stopReason = event.result.stopReason;
      }
      if (event.type === 'turn-end' || event.type === 'turn-error') seen.settled = true;
    }
  } catch (error) {
    if (!(error instanceof JackdawError) || error.code === 'internal') throw error;
    // The connection was lost with the daemon: nothing is known of the turn.
  }
}
