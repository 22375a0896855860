/** What one or several calls take of a model's limits; tokens. */
export interface Reservation {
  readonly requests: number;
  readonly input: number;
  readonly output: number;
}

export const NOTHING: Reservation = { requests: 0, input: 0, output: 0 };
