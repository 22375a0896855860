import type { Embedder } from './embedder.ts';
import { analyse } from './question/analyse.ts';
import { mendSpaces } from './question/mend-spaces.ts';
import type { Question } from './question/question.ts';
import { isTooLong } from './is-too-long.ts';
import { fnv1a } from './words/bloom-bits.ts';

const ID = 'lexical-1';
/** As many as the index takes. */
const DIMENSIONS = 384;
/** How much pairs of neighbours, shapes and pieces of words, and the class of the question count beside a word itself. */
const PAIR = 0.5;
const SHAPE = 0.8;
const PIECE = 0.4;
const CLASS = 0.15;
const PIECE_LENGTH = 3;

/**
 * An embedder without a model: words (stemmed, synonyms folded, weighed by how much they say), pairs of neighbours, and shapes
 * and pieces of words, hashed into 384 signed dimensions. It knows nothing of meaning beyond the tables of this folder,
 * works everywhere at once, and takes about a tenth of a millisecond a text. Texts longer than 256 tokens get null.
 */
export function createLexicalEmbedder(): Embedder {
  return {
    id: ID,
    dimensions: DIMENSIONS,
    embed: async (texts, signal) => {
      signal.throwIfAborted();
      return texts.map(embedLexically);
    },
  };
}

/** The vector of one text, of length 1; null where there is nothing to compare or too much. Deterministic. */
export function embedLexically(text: string): Float32Array | null {
  if (isTooLong(text)) return null;
  const question = analyse(mendSpaces(text));
  if (question.content.length === 0) return null;

  const vector = new Float32Array(DIMENSIONS);
  for (const [feature, weight] of featuresOf(question)) {
    const hash = fnv1a(feature, 0x811c9dc5);
    const place = hash % DIMENSIONS;
    vector[place] = (vector[place] ?? 0) + (hash >>> 31 === 0 ? weight : -weight);
  }
  const length = Math.hypot(...vector);
  return length === 0 ? null : vector.map((value) => value / length);
}

function* featuresOf({ content, class: asked, negations }: Question): Generator<readonly [string, number]> {
  yield [`class ${asked}`, CLASS];
  for (const key of negations) yield [`not ${key}`, PAIR];
  const keys = new Map(content.map((term) => [term.key, term]));
  let before = '';
  for (const [key, term] of keys) {
    yield [`word ${key}`, term.weight];
    if (before !== '') yield [`pair ${[before, key].toSorted().join(' ')}`, PAIR * term.weight];
    before = key;
    if (term.kind !== 'word') continue;
    yield [`shape ${shapeOf(key)}`, SHAPE * term.weight];
    const padded = `<${key}>`;
    const pieces = Math.max(1, padded.length - PIECE_LENGTH + 1);
    for (let index = 0; index < pieces; index += 1) {
      yield [`piece ${padded.slice(index, index + PIECE_LENGTH)}`, (PIECE * term.weight) / Math.sqrt(pieces)];
    }
  }
}

/** First letter and the set of consonants: what most slips of the hand leave as it was. */
function shapeOf(key: string): string {
  const consonants = new Set(key.slice(1).replace(/[^b-df-hj-np-tv-z]/g, ''));
  return key.charAt(0) + [...consonants].toSorted().join('');
}
