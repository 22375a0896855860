/** Learns how an upstream's counts compare with the estimate, model by model. */
export interface TokenCalibration {
  /** What an answer's usage says of its prompt; `estimated` without the factor. Prompts of images are best left out. */
  observe(model: string, estimated: number, counted: number): void;
  /** What an estimate for the model is to be multiplied with: 1 until something is known, 0.5 to 2. */
  factorOf(model: string): number;
}

/** Tokens after which the observed ratio outweighs the estimate; what is older than some of these fades. */
const TRUST_AFTER = 2_000;
const MEMORY = 200_000;
const LEAST = 0.5;
const MOST = 2;

interface Seen {
  estimated: number;
  counted: number;
}

/** In memory only: a few answers bring it back. */
export function createTokenCalibration(): TokenCalibration {
  const seen = new Map<string, Seen>();
  return {
    observe(model, estimated, counted) {
      if (!(estimated > 0) || !(counted > 0)) return;
      const before = seen.get(model) ?? { estimated: 0, counted: 0 };
      const keep = Math.max(0, Math.min(1, (MEMORY - estimated) / Math.max(1, before.estimated)));
      seen.set(model, {
        estimated: before.estimated * keep + estimated,
        counted: before.counted * keep + counted,
      });
    },
    factorOf(model) {
      const { estimated, counted } = seen.get(model) ?? { estimated: 0, counted: 0 };
      const ratio = (counted + TRUST_AFTER) / (estimated + TRUST_AFTER);
      return Math.min(MOST, Math.max(LEAST, ratio));
    },
  };
}
