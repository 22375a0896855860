import { parseArgs } from 'node:util';
import {
  analyse,
  decide,
  embedLexically,
  thresholdsFor,
  unfitForSemantic,
  type Question,
} from '@jackdaw/core';
import type { MeasureOptions, MeasureResult } from '../support/measure.ts';
import { createTalkFixture } from '../support/talk-fixture.ts';
import { readDialogues } from './support/dialogues.ts';
import { UsageError } from './support/usage-error.ts';

export const name = 'context';
export const summary =
  'whether a question that follows others is ever answered from another conversation: --topics FILE.json';

/**
 * Goes through all conversations of a file with the whole core. Beside it, what a cache that looks at the last message
 * alone would serve: with its exact words, and with this project's likeness and guards. Bad arguments end with code 2.
 */
export async function run({ args, note }: MeasureOptions): Promise<MeasureResult> {
  try {
    const { values } = parseArgs({ args: [...args], options: { topics: { type: 'string' } } });
    if (values.topics === undefined) throw new UsageError('--topics FILE.json is needed.');
    return await evaluate(readDialogues(values.topics), note);
  } catch (error) {
    if (!(error instanceof UsageError || isArgumentError(error))) throw error;
    note(error.message);
    process.exit(2);
  }
}

async function evaluate(
  dialogues: readonly (readonly string[])[],
  note: (text: string) => void,
): Promise<MeasureResult> {
  const { talk } = await createTalkFixture();
  let servedAcross = 0;
  let openings = 0;
  for (const [index, questions] of dialogues.entries()) {
    const [first, ...following] = await talk(questions);
    if (first?.cache !== 'miss') openings += 1;
    for (const { cache, text, reason } of following) {
      if (cache === 'miss') continue;
      servedAcross += 1;
      note(`served across: conversation ${index + 1}, ${text} ${reason ?? ''}`);
    }
  }
  let again = 0;
  for (const questions of dialogues) {
    again += (await talk(questions)).filter(({ cache }) => cache !== 'miss').length;
  }
  const turns = dialogues.reduce((sum, { length }) => sum + length, 0);
  return {
    conversations: dialogues.length,
    turns,
    followUps: turns - dialogues.length,
    servedAcross,
    openingsServed: openings,
    /** The same conversations over again: all should be answered from the cache. */
    servedAgain: again,
    lastMessageOnly: withoutContext(dialogues),
  };
}

/** Follow-ups that a cache without context would have answered from another conversation. */
function withoutContext(dialogues: readonly (readonly string[])[]) {
  const thresholds = thresholdsFor('lexical-1');
  const known: { readonly dialogue: number; readonly question: Question; readonly vector: Float32Array }[] =
    [];
  let sameWords = 0;
  let alike = 0;
  let pointing = 0;
  for (const [dialogue, questions] of dialogues.entries()) {
    for (const [turn, text] of questions.entries()) {
      const question = analyse(text);
      const vector = embedLexically(text);
      const others = known.filter((one) => one.dialogue !== dialogue);
      const unfit = unfitForSemantic(question) !== null;
      if (turn > 0) {
        if (others.some((one) => one.question.plain === question.plain)) sameWords += 1;
        if (unfit) pointing += 1;
        else if (
          vector !== null &&
          others.some(
            (one) =>
              unfitForSemantic(one.question) === null &&
              decide({
                similarity: dot(vector, one.vector),
                a: question,
                b: one.question,
                thresholds,
                bar: 0,
              }).verdict === 'serve',
          )
        ) {
          alike += 1;
        }
      }
      if (vector !== null) known.push({ dialogue, question, vector });
    }
  }
  return { sameWords, alikePastGuards: alike, refusedAsPointing: pointing };
}

const dot = (a: Float32Array, b: Float32Array): number =>
  a.reduce((sum, value, index) => sum + value * (b[index] ?? 0), 0);

const isArgumentError = (error: unknown): error is Error =>
  error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS');
