import { createSeededRandom } from './seeded-random.ts';

export interface ClusteredVectors {
  /** Fills a vector of length 1 that shares a direction with all others and a topic with some. */
  fill(vector: Float32Array): void;
  draw(): Float32Array;
  /** A vector of length 1 at exactly this cosine (to rounding) from another. */
  near(vector: Float32Array, cosine: number): Float32Array;
}

/**
 * Vectors as a text model gives them to questions: in a cone (any two have some 0.08 in common), in topics (0.58 within
 * one), and with some dimensions livelier than others.
 */
export function createClusteredVectors(dimensions: number, topics: number, seed: number): ClusteredVectors {
  const random = createSeededRandom(seed);
  const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  // Drawn from a table, a million vectors take seconds, not a minute; its odd length keeps rows from repeating.
  const table = Float32Array.from({ length: 65_537 }, normal);
  let place = 0;
  const liveliness = Float32Array.from({ length: dimensions }, () => Math.exp(0.4 * normal()));
  const common = normalise(Float32Array.from({ length: dimensions }, normal));
  const noise = Float32Array.from({ length: dimensions });
  const drawNoise = () => {
    place = Math.floor(random() * table.length);
    let flips = 0;
    for (let at = 0; at < dimensions; at++) {
      flips = at % 32 === 0 ? random() * 2 ** 32 : flips >>> 1;
      noise[at] = (table[place] ?? 0) * (liveliness[at] ?? 0) * (flips & 1 ? -1 : 1);
      place = place + 1 === table.length ? 0 : place + 1;
    }
    return normalise(noise);
  };
  const centres = Array.from({ length: topics }, () => Float32Array.from(drawNoise()));

  const fill = (vector: Float32Array) => {
    const centre = centres[Math.floor(random() * topics)] ?? common;
    const own = drawNoise();
    for (let at = 0; at < dimensions; at++) {
      vector[at] =
        Math.sqrt(0.08) * (common[at] ?? 0) +
        Math.sqrt(0.5) * (centre[at] ?? 0) +
        Math.sqrt(0.42) * (own[at] ?? 0);
    }
    normalise(vector);
  };
  return {
    fill,
    draw() {
      const vector = new Float32Array(dimensions);
      fill(vector);
      return vector;
    },
    near(vector, cosine) {
      const away = drawNoise();
      let along = 0;
      for (let at = 0; at < dimensions; at++) along += (away[at] ?? 0) * (vector[at] ?? 0);
      for (let at = 0; at < dimensions; at++) away[at] = (away[at] ?? 0) - along * (vector[at] ?? 0);
      normalise(away);
      const sine = Math.sqrt(1 - cosine * cosine);
      return normalise(vector.map((own, at) => cosine * own + sine * (away[at] ?? 0)));
    },
  };
}

/** Brings a vector to length 1, in place. */
export function normalise(vector: Float32Array): Float32Array {
  let squares = 0;
  for (const number of vector) squares += number * number;
  const length = Math.sqrt(squares);
  for (const [at, number] of vector.entries()) vector[at] = number / length;
  return vector;
}
