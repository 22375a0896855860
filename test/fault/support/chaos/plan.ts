import type { Dice } from '../dice.ts';
import type { Wildness } from './wild-store.ts';

/** What kind of trouble one run is in; the rest is the actors' chance. */
export interface Plan {
  readonly config: object;
  readonly maxConcurrent: number;
  /** Of the upstream's answers, so many (0 to 1) go wrong. */
  readonly trouble: number;
  /** Null: the medium works. */
  readonly wildness: Wildness | null;
  readonly clients: number;
  readonly deeds: number;
  readonly questions: readonly string[];
}

const BIRDS = ['jackdaws', 'rooks', 'magpies', 'ravens'];
const TOWNS = ['Bern', 'Basel', 'Chur', 'Thun'];

export function planOf(dice: Dice): Plan {
  const maxConcurrent = dice.int(1, 6);
  const wildness = {
    readsFail: dice.pick([0, 0.05, 0.3]),
    writesFail: dice.pick([0, 0.05, 0.3, 1]),
    hang: dice.pick([0, 0.1]),
    hangMs: dice.pick([3, 30]),
  };
  return {
    config: {
      retry: { base: '1ms', cap: '4ms', maxAttempts: dice.int(1, 4), maxRetryAfter: '100ms' },
      // Long enough that a machine with other work is not taken for an upstream that is silent.
      timeouts: { connect: '1s', stall: '1s', linger: dice.pick(['0s', '10ms', '40ms']) },
      limits: {
        maxConcurrent,
        maxQueue: dice.pick([0, 1, 3, 1000]),
        requestsPerSecond: 10_000,
        burst: 10_000,
      },
      cache: { maxSize: dice.pick(['1GiB', '4KiB']), ttl: dice.pick(['7d', '20ms']) },
      daemon: { logLevel: 'debug' },
    },
    maxConcurrent,
    trouble: dice.pick([0, 0.2, 0.5]),
    wildness: dice.chance(0.4) ? wildness : null,
    clients: dice.int(1, 5),
    deeds: dice.int(1, 6),
    questions: Array.from({ length: dice.int(1, 3) }, () => questionPair(dice)).flat(),
  };
}

/** Two wordings of one question; where dice fall on the same birds again, it is the same question again. */
function questionPair(dice: Dice): string[] {
  const [birds, town] = [dice.pick(BIRDS), dice.pick(TOWNS)];
  return [`How many ${birds} nest in the towers of ${town}?`, `how many ${birds} nest in towers of ${town}`];
}
