import { FIGURES, LETTER_STEP, TASKS_OF_WEIGHTS, WORDS } from './task-weights-data.ts';

/** A weight for each task, in the order of `TASKS_OF_WEIGHTS`. */
export type WeightRow = readonly number[];

const ZERO = 31;

let loaded: ReadonlyMap<string, WeightRow> | undefined;

/** Weights by a feature's name; read once, in some milliseconds. */
export function taskWeights(): ReadonlyMap<string, WeightRow> {
  loaded ??= new Map([...figures(), ...words()]);
  return loaded;
}

function* figures(): Generator<[string, WeightRow]> {
  for (const line of FIGURES.trim().split('\n')) {
    const [name = '', row = ''] = line.split(': ');
    yield [name, row.split(' ').map(Number)];
  }
}

function* words(): Generator<[string, WeightRow]> {
  for (const entry of WORDS.trim().split(/[ \n]/)) {
    const word = entry.slice(0, -TASKS_OF_WEIGHTS.length);
    const row = Array.from(entry.slice(-TASKS_OF_WEIGHTS.length), weightOf);
    yield [word.length > 1 && word.startsWith('^') ? `p:${word.slice(1)}` : `w:${word}`, row];
  }
}

/** `A` to `Z`, `a` to `z`, `0` to `9`, from the lowest to the highest. */
function weightOf(letter: string): number {
  const code = letter.charCodeAt(0);
  const at = code >= 97 ? code - 97 + 26 : code >= 65 ? code - 65 : code - 48 + 52;
  return (at - ZERO) * LETTER_STEP;
}
