import { Unreadable, type Repair } from './repair.ts';

const NAME = /[\p{L}_$][\p{L}\p{N}_$-]*/uy;
const WORD = /[A-Za-z]+/y;
const NUMBER = /[+-]?(?:(?:0|[1-9]\d*)(?:\.\d+)?|\.\d+)(?:[eE][+-]?\d+)?/y;
const GOES_ON = /[\p{L}\p{N}_$.+%°€£-]/u;

const LITERALS: ReadonlyMap<string, { readonly json: string; readonly python: boolean }> = new Map([
  ['true', { json: 'true', python: false }],
  ['false', { json: 'false', python: false }],
  ['null', { json: 'null', python: false }],
  ['True', { json: 'true', python: true }],
  ['False', { json: 'false', python: true }],
  ['None', { json: 'null', python: true }],
]);

export interface ReadLiteral {
  readonly json: string;
  readonly end: number;
  readonly isNumber: boolean;
}

/** A key without quotes. Throws Unreadable. */
export function readName(text: string, at: number, repairs: Set<Repair>) {
  const name = matchAt(NAME, text, at);
  if (name === null) throw new Unreadable('no key where one is due', at);
  repairs.add('unquoted-key');
  return { content: name, end: at + name.length };
}

/** A number, or a word that stands for a value; JSON's and Python's. NaN, infinities, hexadecimal and the rest are not. */
export function readLiteral(text: string, at: number, repairs: Set<Repair>): ReadLiteral {
  const word = matchAt(WORD, text, at);
  const literal = word === null ? undefined : LITERALS.get(word);
  const token = literal === undefined ? matchAt(NUMBER, text, at) : word;
  const after = at + (token?.length ?? 0);
  if (token === null || GOES_ON.test(text[after] ?? ' '))
    throw new Unreadable('no value of JSON where one is due', at);
  if (literal !== undefined) {
    if (literal.python) repairs.add('python-literal');
    return { json: literal.json, end: after, isNumber: false };
  }
  const json = token.replace(/^\+/, '').replace(/^(-?)\./, '$10.');
  if (json !== token) repairs.add('number');
  if (!Number.isFinite(Number(json))) throw new Unreadable('a number beyond what JSON readers hold', at);
  return { json, end: after, isNumber: true };
}

function matchAt(pattern: RegExp, text: string, at: number): string | null {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0] ?? null;
}
