import { setTimeout as sleep } from 'node:timers/promises';
import type { JackdawClient } from '@jackdaw/core/client';
import { JackdawError, toJackdawError, toWireError, type TurnResult } from '@jackdaw/core/protocol';
import { jsonLine } from '../../output/json-text.ts';
import { failureObject, resultObject } from '../ask/json-writers.ts';
import type { CliContext } from '../cli-context.ts';
import { connect } from '../connect.ts';
import { reportError } from '../report-error.ts';
import { listenForStop } from '../stop-signal.ts';
import { openOutput, standardOutput, type BatchOutput } from './batch-output.ts';
import { batchProgress, batchSummary, type BatchCounts } from './batch-progress.ts';
import type { BatchQuestion } from './batch-questions.ts';
import { inOrder } from './in-order.ts';
import { readBatch, type BatchOptions } from './read-batch.ts';

/** How often a question is asked again whose failure may pass; the daemon has tried again itself by then. */
const TRIES = 3;
const PAUSE_MS = 1_000;

/** Failures that belong to one question. Any other would meet the next one, too, and ends the batch. */
const OF_THE_QUESTION: ReadonlySet<string> = new Set([
  'invalid_request',
  'too_large',
  'not_cached',
  'upstream_rejected',
  'context_exceeded',
  'invalid_output',
  'refused',
]);

type BatchAnswer = { readonly result: TurnResult } | { readonly error: JackdawError };

/**
 * `jackdaw ask --batch FILE`: many questions, an answer a line, in their order. What fails for one question is its answer;
 * what would fail for all ends the batch, and the same command goes on there.
 */
export async function runBatch(
  context: CliContext,
  words: readonly string[],
  options: BatchOptions,
): Promise<number> {
  const stop = listenForStop(context.stdout);
  try {
    if (words.length > 0)
      throw new JackdawError(
        'invalid_request',
        `With --batch the questions are in the file: leave out "${words.join(' ')}", or give it as --system.`,
      );
    const questions = await readBatch(context, options, stop.signal);
    const output =
      options.output === undefined
        ? standardOutput(context)
        : openOutput(options.output, context.cwd, questions);
    try {
      const failed = await askAll(context, questions, output, options.concurrency ?? 4, stop.signal);
      return failed === 0 ? 0 : 1;
    } finally {
      output.close();
    }
  } catch (error) {
    if (stop.outputGone()) return stop.exitCode();
    if (!stop.signal.aborted) return reportError(context, error);
    context.stderr.write('jackdaw: cancelled; the same command goes on from here where it has an --output\n');
    return stop.exitCode();
  } finally {
    stop.release();
  }
}

/** Resolves with how many questions failed by themselves. */
async function askAll(
  context: CliContext,
  questions: readonly BatchQuestion[],
  output: BatchOutput,
  concurrency: number,
  stopped: AbortSignal,
): Promise<number> {
  const counts: BatchCounts = {
    total: questions.length,
    before: output.done,
    answered: 0,
    cached: 0,
    failed: 0,
    costUsd: 0,
    savedUsd: 0,
  };
  const startedAt = performance.now();
  const progress = batchProgress(context, counts, () => performance.now());
  const { client } = await connect(context, stopped);
  const controller = new AbortController();
  const onStop = () => controller.abort(stopped.reason);
  stopped.addEventListener('abort', onStop, { once: true });
  if (stopped.aborted) onStop();
  try {
    progress.show();
    await inOrder(
      { from: output.done, until: questions.length, concurrency, controller },
      (index, signal) => answerTo(client, at(questions, index), signal),
      async (answer, index) => {
        await output.append(lineOf(at(questions, index), answer));
        count(counts, at(questions, index), answer);
        progress.show();
      },
    );
  } finally {
    stopped.removeEventListener('abort', onStop);
    // What is under way goes on for a while and is cached: the next run has it for nothing.
    client.close();
    progress.clear();
    context.stderr.write(`jackdaw: ${batchSummary(counts, performance.now() - startedAt)}\n`);
  }
  return counts.failed;
}

async function answerTo(
  client: JackdawClient,
  { request }: BatchQuestion,
  signal: AbortSignal,
): Promise<BatchAnswer> {
  for (let tries = 1; ; tries += 1) {
    try {
      return { result: await client.call('ask', { request }, signal) };
    } catch (thrown) {
      signal.throwIfAborted();
      const error = toJackdawError(thrown);
      if (OF_THE_QUESTION.has(error.code)) return { error };
      if (!error.retryable || error.code === 'daemon_unavailable' || tries >= TRIES) throw error;
      await sleep(error.retryAfterMs ?? PAUSE_MS * tries, undefined, { signal });
    }
  }
}

function lineOf({ index, id, digest }: BatchQuestion, answer: BatchAnswer): string {
  const names = { index, ...(id === null ? {} : { id }), digest };
  return jsonLine({
    ...names,
    ...('result' in answer
      ? resultObject(answer.result)
      : failureObject({ error: toWireError(answer.error), text: '' })),
  });
}

function count(counts: BatchCounts, { request }: BatchQuestion, answer: BatchAnswer): void {
  counts.answered += 1;
  if ('error' in answer) {
    counts.failed += 1;
    return;
  }
  const { cache, costUsd, savedUsd, stopReason, data } = answer.result;
  if (cache !== 'miss') counts.cached += 1;
  if (stopReason === 'refusal' || (request.schema !== undefined && data === undefined)) counts.failed += 1;
  counts.costUsd = counts.costUsd === null || costUsd === null ? null : counts.costUsd + costUsd;
  counts.savedUsd += savedUsd ?? 0;
}

function at(questions: readonly BatchQuestion[], index: number): BatchQuestion {
  const question = questions[index];
  if (question === undefined) throw new JackdawError('internal', `There is no question ${index}.`);
  return question;
}
