import { JackdawError } from '@jackdaw/core';

/** The server fell silent in the middle of an answer. */
export function stalled(stallMs: number): JackdawError {
  const seconds = Number((stallMs / 1000).toPrecision(2));
  return new JackdawError(
    'stalled',
    `The model's server sent nothing for ${seconds} s in the middle of the answer. The connection was closed; try again.`,
  );
}
