import { performance } from 'node:perf_hooks';
import { parseArgs } from 'node:util';
import { thresholdsFor } from '@jackdaw/core';
import type { MeasureOptions, MeasureResult } from '../support/measure.ts';
import { judgePair, summarise, type Judged } from './support/judge-pairs.ts';
import { halfOf, readPairs, readScores, type LabelledPair } from './support/labelled-pairs.ts';
import { lexicalSimilarities, minilmSimilarities, type Similarities } from './support/similarities.ts';
import { UsageError } from './support/usage-error.ts';

export const name = 'semantic';
export const summary =
  'what the semantic cache serves of labelled pairs: --pairs FILE.jsonl [--scores FILE.csv] [--embedder lexical|minilm] [--part all|tuned|kept] [--show wrong|missed]';

/** Runs the same policy as the daemon, without the judge. Mistakes in the arguments end with exit code 2. */
export async function run({ args, note }: MeasureOptions): Promise<MeasureResult> {
  try {
    return await evaluate(args, note);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    note(error.message);
    process.exit(2);
  }
}

async function evaluate(args: readonly string[], note: (text: string) => void): Promise<MeasureResult> {
  const options = readArguments(args);
  const pairs = halfOf(readPairs(options.pairs), options.part);
  const { embedderId, of } = await similaritiesOf(pairs, options);
  const start = performance.now();
  const judged: Judged[] = pairs.map((pair) => {
    const similarity = of.get(pair.id);
    if (similarity === undefined) throw new UsageError(`There is no score for the pair "${pair.id}".`);
    return { ...pair, similarity, verdict: judgePair(pair, similarity, embedderId) };
  });
  const decisionMicroseconds = Math.round((1000 * (performance.now() - start)) / Math.max(1, pairs.length));
  for (const { label, kind, a, b, similarity, verdict } of judged) {
    const served = verdict.verdict === 'serve';
    if (options.show === 'wrong' && served && label === 0)
      note(`wrong (${kind}): ${a} / ${b}: ${verdict.reason}`);
    if (options.show === 'missed' && !served && label === 1) {
      note(`missed (${kind}, ${similarity.toFixed(2)}): ${a} / ${b}: ${verdict.verdict}, ${verdict.reason}`);
    }
  }
  return {
    ...summarise(judged),
    embedder: embedderId,
    thresholds: thresholdsFor(embedderId),
    decisionMicroseconds,
  };
}

interface Options {
  readonly pairs: string;
  readonly scores: string | undefined;
  readonly embedder: string;
  readonly part: 'all' | 'tuned' | 'kept';
  readonly show: string | undefined;
}

function similaritiesOf(pairs: readonly LabelledPair[], options: Options): Promise<Similarities> {
  if (options.scores !== undefined) {
    // Recorded scores are MiniLM's unless said otherwise.
    const embedderId = options.embedder === 'lexical' ? 'lexical-1' : 'minilm-l6-v2';
    return Promise.resolve({ embedderId, of: readScores(options.scores) });
  }
  return options.embedder === 'lexical' ? lexicalSimilarities(pairs) : minilmSimilarities(pairs);
}

function readArguments(args: readonly string[]): Options {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        pairs: { type: 'string' },
        scores: { type: 'string' },
        embedder: { type: 'string' },
        part: { type: 'string', default: 'all' },
        show: { type: 'string' },
      },
    });
    const { pairs, scores, part, show, embedder = scores === undefined ? 'lexical' : 'minilm' } = values;
    if (pairs === undefined) throw new UsageError('--pairs FILE.jsonl is needed.');
    if (embedder !== 'lexical' && embedder !== 'minilm')
      throw new UsageError('--embedder is lexical or minilm.');
    if (part !== 'all' && part !== 'tuned' && part !== 'kept')
      throw new UsageError('--part is all, tuned or kept.');
    return { pairs, scores, embedder, part, show };
  } catch (error) {
    throw error instanceof UsageError
      ? error
      : new UsageError(error instanceof Error ? error.message : String(error));
  }
}
