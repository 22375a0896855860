import type { StoredTurn } from './stored-turn.ts';
import { joinParts } from './join-parts.ts';

/** A question's turn, with those that went on with its answer after it had broken off. */
export type Exchange = readonly [StoredTurn, ...StoredTurn[]];

/** First turn of a question → first turn of the answer that was chosen for it. */
export type Chosen = Readonly<Record<string, string>>;

/** A question with every answer that was asked for. */
export interface Question {
  /** In the order in which they were asked; the first turn of the first is the question's own. */
  readonly answers: readonly [Exchange, ...Exchange[]];
  /** The one that counts: what is shown and sent on. */
  readonly exchange: Exchange;
}

/** A continuation without a name belongs to the latest answer before it that has any words. */
export function questionsOf(turns: readonly StoredTurn[], chosen: Chosen = {}): readonly Question[] {
  const questions: [StoredTurn, ...StoredTurn[]][][] = [];
  for (const turn of turns) {
    const begun = turn.continues === true ? goneOnWith(questions, turn) : undefined;
    if (begun !== undefined) {
      begun.push(turn);
      continue;
    }
    const { variantOf } = turn;
    const asked =
      variantOf === undefined ? undefined : questions.findLast(([first]) => first?.[0].turnId === variantOf);
    if (asked === undefined) questions.push([[turn]]);
    else asked.push([turn]);
  }
  return questions.flatMap((answers) => {
    const [first, ...others] = answers;
    return first === undefined
      ? []
      : [{ answers: [first, ...others] as const, exchange: thatCounts([first, ...others], chosen) }];
  });
}

/** The path: for each question the answer that counts. */
export function exchangesOf(turns: readonly StoredTurn[], chosen: Chosen = {}): readonly Exchange[] {
  return questionsOf(turns, chosen).map(({ exchange }) => exchange);
}

/** The answers to choose from: those with words that count. */
export function variantsOf({ answers }: Question): readonly Exchange[] {
  return answers.filter((exchange) => exchange.some(isAnswer));
}

/** What was chosen; else the newest answer with words; else the newest that is over. */
function thatCounts(answers: readonly [Exchange, ...Exchange[]], chosen: Chosen): Exchange {
  const choice = chosen[answers[0][0].turnId];
  return (
    answers.find(([{ turnId }]) => turnId === choice) ??
    answers.findLast((exchange) => exchange.some(isAnswer)) ??
    answers.findLast(([{ state }]) => state !== 'running') ??
    answers[0]
  );
}

function goneOnWith(
  questions: readonly (readonly [StoredTurn, ...StoredTurn[]][])[],
  { goesOnWith }: StoredTurn,
): [StoredTurn, ...StoredTurn[]] | undefined {
  const answers = questions.flat();
  return goesOnWith === undefined
    ? answers.findLast((exchange) => exchange.some(isAnswer))
    : answers.find(([{ turnId }]) => turnId === goesOnWith);
}

/**
 * Whether a turn left words that count as an answer. Those of a refusal do not: the API asks that they be dropped
 * from what is sent on.
 */
export function isAnswer({ state, text }: Pick<StoredTurn, 'state' | 'text'>): boolean {
  return (state === 'complete' || state === 'interrupted') && text.trim() !== '';
}

/** The answer of all parts together; empty where there is none. */
export function answerOf(exchange: Exchange): string {
  return exchange
    .filter(isAnswer)
    .map(({ text }) => text)
    .reduce((first, second) => (first === '' ? second : joinParts(first, second)), '');
}
