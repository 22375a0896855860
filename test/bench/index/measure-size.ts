import { buildFlat, buildIndex, buildLibrary, buildNaive, type Contender, type Found } from './contenders.ts';
import { makeQuestions, type Question, type Questions } from './questions.ts';
import { measureRestart } from './restart.ts';

// One size in a process of its own: `node --expose-gc measure-size.ts ENTRIES LIBRARY`, one line of JSON on standard output.

const ROUNDS = 5;
const RECALL_QUESTIONS = 2000;

const entries = Number(process.argv[2]);
const note = (text: string) => process.stderr.write(`${text}\n`);

const questions = makeQuestions(entries);
const before = usedBytes();
const jackdaw = buildIndex(questions);
const residentBytes = usedBytes() - before;
// Before the naive loop's million lists, whose collection would be felt.
const restart = await measureRestart(questions, jackdaw);
const flat = buildFlat(questions);
const library = process.argv[3] === 'library' ? await buildLibrary(questions, note) : undefined;
const contenders = [buildNaive(questions), flat, jackdaw, ...(library === undefined ? [] : [library])];

const asked = Array.from({ length: 100 }, (_, at) => questions.ask(at % 2 === 0));
const rounds: Map<Contender, number[]>[] = [];
for (let round = 0; round <= ROUNDS; round++) {
  const times = new Map(contenders.map((contender) => [contender, timeLookups(contender, asked, round)]));
  // The first warms up.
  if (round > 0) rounds.push(times);
}
const [naive] = contenders;
const medianIn = (times: Map<Contender, number[]>, contender: Contender | undefined) =>
  contender === undefined ? Number.NaN : quantile(times.get(contender) ?? [], 0.5);

const lookups = contenders.map((contender) => {
  const all = rounds.flatMap((times) => times.get(contender) ?? []);
  return {
    entries,
    name: contender.name,
    p50Ms: quantile(all, 0.5),
    p99Ms: quantile(all, 0.99),
    // The median over rounds of how many times longer the naive loop took in the same round.
    timesFaster: quantile(
      rounds.map((times) => medianIn(times, naive) / medianIn(times, contender)),
      0.5,
    ),
    lookups: all.length,
    sameAsFlat: agreement(contender, flat, asked),
    buildMs: contender.buildMs,
    // The loops look at everything: they need no recall.
    ...(contender === library ? { recallAt1: recallOfPlanted(contender, questions) } : {}),
  };
});
const recallAt1 = recallOfPlanted(jackdaw, questions);
const index = {
  entries,
  recallAt1,
  recallQuestions: RECALL_QUESTIONS,
  vectorsReadAHit: vectorsReadALookup(true),
  vectorsReadAMiss: vectorsReadALookup(false),
  bytesAnEntry: jackdaw.index.residentBytes / entries,
  measuredBytesAnEntry: residentBytes / entries,
  longestAddMs: jackdaw.longestAddMs,
};
const figures = { lookups, index, restart };
process.stdout.write(`${JSON.stringify(figures)}\n`);

/** Times of lookups, in ms, of questions that differ from round to round. */
function timeLookups(contender: Contender, questions: readonly Question[], round: number): number[] {
  return Array.from({ length: contender.lookups }, (_, at) => {
    const question = questions[(round * contender.lookups + at) % questions.length];
    if (question === undefined) throw new Error('There are no questions.');
    const startedAt = performance.now();
    contender.nearest(question.vector);
    return performance.now() - startedAt;
  });
}

/** The share of questions, near some entry and near none alike, on which both say the same. */
function agreement(contender: Contender, truth: Contender, questions: readonly Question[]): number {
  const some = questions.slice(0, Math.max(10, Math.min(100, Math.round(2_000_000 / entries))));
  const same = some.filter(({ vector }) => isSame(contender.nearest(vector), truth.nearest(vector)));
  return same.length / some.length;
}

function isSame(found: Found | undefined, truth: Found | undefined): boolean {
  return found?.id === truth?.id;
}

/** The share of planted questions for which something at least as near as the planted entry was found. */
function recallOfPlanted(contender: Contender, { ask }: Questions): number {
  let found = 0;
  for (let question = 0; question < RECALL_QUESTIONS; question++) {
    const { vector, planted } = ask(true);
    const similarity = contender.nearest(vector)?.similarity ?? 0;
    if (planted !== undefined && similarity >= planted.cosine - 1e-5) found += 1;
  }
  return found / RECALL_QUESTIONS;
}

/** How many vectors are fetched from the store for a question, in the mean. */
function vectorsReadALookup(isPlanted: boolean): number {
  jackdaw.vectorsRead.count = 0;
  for (let question = 0; question < 500; question++) jackdaw.nearest(questions.ask(isPlanted).vector);
  return jackdaw.vectorsRead.count / 500;
}

function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
}

function usedBytes(): number {
  globalThis.gc?.();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}
