import { parseArgs } from 'node:util';
import { embedPrototypes, type PromptVector, type TaskPrototypes } from '@jackdaw/core';
import type { MeasureOptions, MeasureResult } from '../support/measure.ts';
import { withMiniLm } from './support/routing-minilm.ts';
import {
  LABELS,
  OWN_PROMPTS,
  readRoutingPrompts,
  type Part,
  type RoutingPrompt,
} from './support/routing-prompts.ts';
import { routePrompts, scoreRouting, type RoutedPrompt } from './support/routing-scores.ts';
import { UsageError } from './support/usage-error.ts';

export const name = 'routing';
export const summary =
  'how often the router tells task and tier: [--prompts FILE.jsonl] [--data FOLDER] [--part all|tuned|kept] [--embedder lexical|minilm] [--show wrong|below] [--rows]';

/**
 * Without a file, the project's own prompts; with `--data` the labelled public ones, whose texts come from a folder that
 * has `prompts/`, `clinc150/` and `treccast/`. Mistakes in the arguments end with exit code 2.
 */
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
  const { data, part } = options;
  const file = options.prompts ?? (data === undefined ? OWN_PROMPTS : LABELS);
  const prompts = readRoutingPrompts({ file, data, part });
  const routed = options.embedder === 'minilm' ? await routeByMiniLm(prompts) : routePrompts(prompts);
  const scores = scoreRouting(routed);
  const texts = new Map(prompts.map(({ id, prompt }) => [id, prompt]));
  for (const one of routed) {
    if (isShown(one, options.show)) note(tell(one, texts.get(one.id) ?? ''));
  }
  return { ...scores, embedder: options.embedder, ...(options.rows ? { rows: routed } : {}) };
}

/** The real model, from the folder that MINILM_FOLDER names. */
function routeByMiniLm(prompts: readonly RoutingPrompt[]): Promise<RoutedPrompt[]> {
  return withMiniLm(async (embedder) => {
    const { signal } = new AbortController();
    const prototypes: TaskPrototypes = await embedPrototypes(embedder, signal);
    const vectors = new Map<string, PromptVector>();
    const embedded = await embedder.embed(
      prompts.map(({ prompt }) => prompt),
      signal,
    );
    for (const [index, { id }] of prompts.entries()) {
      const vector = embedded[index] ?? null;
      if (vector !== null) vectors.set(id, { embedderId: embedder.id, vector });
    }
    return routePrompts(prompts, vectors, [prototypes]);
  });
}

const TIER_ORDER = { fast: 0, balanced: 1, capable: 2 } as const;

function isShown({ tier, wantedTier }: RoutedPrompt, show: string | undefined): boolean {
  if (show === 'below') return TIER_ORDER[tier] < TIER_ORDER[wantedTier];
  return show === 'wrong' && tier !== wantedTier;
}

function tell({ id, task, wantedTier, reason }: RoutedPrompt, prompt: string): string {
  const begin = prompt.slice(0, 100).replaceAll(/\s+/g, ' ');
  return `${id}: ${reason}; it is ${task} → ${wantedTier}: ${begin}`;
}

interface Options {
  readonly prompts: string | undefined;
  readonly data: string | undefined;
  readonly part: Part;
  readonly embedder: 'lexical' | 'minilm';
  readonly show: string | undefined;
  readonly rows: boolean;
}

function readArguments(args: readonly string[]): Options {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        prompts: { type: 'string' },
        data: { type: 'string' },
        part: { type: 'string', default: 'all' },
        embedder: { type: 'string', default: 'lexical' },
        show: { type: 'string' },
        rows: { type: 'boolean', default: false },
      },
    });
    const { prompts, data, part, embedder, show, rows } = values;
    if (part !== 'all' && part !== 'tuned' && part !== 'kept')
      throw new UsageError('--part is all, tuned or kept.');
    if (embedder !== 'lexical' && embedder !== 'minilm')
      throw new UsageError('--embedder is lexical or minilm.');
    if (show !== undefined && show !== 'wrong' && show !== 'below')
      throw new UsageError('--show is wrong or below.');
    return { prompts, data, part, embedder, show, rows };
  } catch (error) {
    throw error instanceof UsageError
      ? error
      : new UsageError(error instanceof Error ? error.message : String(error));
  }
}
