/** What one or several calls take of a model's limits; tokens. */
export interface Reservation {
  readonly requests: number;
  readonly input: number;
  readonly output: number;
}

export const NOTHING: Reservation = { requests: 0, input: 0, output: 0 };

export function plus(a: Reservation, b: Reservation): Reservation {
  return { requests: a.requests + b.requests, input: a.input + b.input, output: a.output + b.output };
}

export function minus(a: Reservation, b: Reservation): Reservation {
  return { requests: a.requests - b.requests, input: a.input - b.input, output: a.output - b.output };
}
