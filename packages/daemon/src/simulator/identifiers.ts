import { createRandom } from './seeded-random.ts';

/** The ids that the simulator hands out: made from seed and counter, so a run can be repeated byte for byte. */
export interface Identifiers {
  /** An id such as `msg_sim_01k2…`; `kind` is the prefix. */
  readonly next: (kind: 'req' | 'msg' | 'toolu' | 'srvtoolu') => string;
}

/** Ids for the request with this number. Requests do not share a counter: one more tool call shifts no other id. */
export function createIdentifiers(seed: string | number, requestNumber: number): Identifiers {
  const random = createRandom(`${seed}/ids/${requestNumber}`);
  return {
    next: (kind) => {
      let digits = '';
      while (digits.length < 18) digits += Math.floor(random() * 36).toString(36);
      return `${kind}_sim_${String(requestNumber).padStart(4, '0')}${digits}`;
    },
  };
}
