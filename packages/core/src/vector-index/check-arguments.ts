import { JackdawError } from '../errors/index.ts';

/** How far a vector's length may be from 1: far more than float32 rounding needs, far less than any forgotten step. */
const LENGTH_TOLERANCE = 1e-3;

/** Throws `JackdawError` (`internal`) unless the vector has the index's dimensions, finite numbers and length 1. */
export function checkVector(vector: Float32Array, dimensions: number): void {
  if (vector.length !== dimensions) {
    throw wrong(`a vector has ${vector.length} numbers where the index holds vectors of ${dimensions}`);
  }
  let squares = 0;
  for (const number of vector) squares += number * number;
  const length = Math.sqrt(squares);
  if (!Number.isFinite(length)) throw wrong('a vector holds a number that is not finite');
  if (Math.abs(length - 1) > LENGTH_TOLERANCE) {
    throw wrong(`a vector has length ${length.toPrecision(4)} where 1 is needed`);
  }
}

/** Throws `JackdawError` (`internal`) unless the id is a whole number from 0 to 2^32 - 1. */
export function checkId(id: number): void {
  if (!Number.isInteger(id) || id < 0 || id > 0xffffffff) {
    throw wrong(`the id ${id} is not a whole number from 0 to 4294967295`);
  }
}

/** Throws `JackdawError` (`internal`) unless a search can be answered with these. */
export function checkSearch(count: number, atLeast: number): void {
  if (!Number.isInteger(count) || count < 1) throw wrong(`it was asked for ${count} neighbours`);
  if (!(atLeast >= -1 && atLeast <= 1))
    throw wrong(`no cosine is at least ${atLeast}: it lies between -1 and 1`);
}

function wrong(what: string): JackdawError {
  return new JackdawError('internal', `The index of similar questions was used wrongly: ${what}.`);
}
