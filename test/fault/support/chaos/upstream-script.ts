import type { ScriptItem, Step } from '../../../../packages/daemon/src/simulator/index.ts';
import type { Dice } from '../dice.ts';

/** What the upstream makes of the next calls with one key; then all is well. `key` is told back where errors do that. */
export function upstreamScript(dice: Dice, trouble: number, key: string): readonly ScriptItem[] {
  const items = Array.from({ length: 40 }, () => (dice.chance(trouble) ? troubled(dice, key) : well(dice)));
  return [...items, { times: 'forever' }];
}

function well(dice: Dice): Step {
  return {
    timing: {
      toHeadersMs: dice.int(0, 3),
      toFirstTokenMs: dice.int(0, 5),
      betweenTokensMs: dice.pick([0, 0, 0.2, 1, 2]),
    },
    wire: { chunk: dice.pick(['event', 'event', 'random', 'coalesced', 'split-utf8'] as const) },
  };
}

const STATUSES = [529, 529, 500, 504, 400, 401, 404, 413] as const;
const CUTS = ['reset', 'fin', 'clean-end', 'error-event', 'stall', 'bad-json', 'html'] as const;

function troubled(dice: Dice, key: string): ScriptItem {
  switch (dice.int(0, 8)) {
    case 0:
      return { status: dice.pick(STATUSES) };
    case 1:
      return { status: 429, headers: { 'retry-after-ms': String(dice.int(1, 10)) } };
    case 2:
      return dice.pick(['502-html', '200-html', '200-empty', '200-json', 'should-retry', 'should-not-retry']);
    case 3:
      return { fault: { kind: dice.pick(['reset', 'fin']), at: dice.pick(['accept', 'headers']) } };
    case 4:
      // An error that says what it was sent, as some do.
      return {
        fault: { kind: 'error-event', at: { event: dice.int(0, 8) }, message: `Out of luck: ${key}.` },
      };
    case 5:
      return { timing: { toHeadersMs: dice.int(0, 60), toFirstTokenMs: dice.int(0, 60) } };
    case 6:
      return {
        stopReason: dice.pick(['refusal', 'max_tokens', 'pause_turn', 'model_context_window_exceeded']),
        refusal: { category: null, explanation: null },
      };
    case 7:
      return { fault: { kind: 'missing-message-stop' } };
    default: {
      const at = dice.chance(0.7) ? { event: dice.int(0, 30) } : { byte: dice.int(1, 3000) };
      return { fault: { kind: dice.pick(CUTS), at } };
    }
  }
}
