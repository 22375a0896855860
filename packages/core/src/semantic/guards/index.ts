import type { Question } from '../question/question.ts';
import { antonymGuard } from './antonym.ts';
import { codeGuard } from './code.ts';
import { dateTimeGuard } from './date-time.ts';
import { directionGuard } from './direction.ts';
import type { Guard } from './guard.ts';
import { junctionGuard } from './junction.ts';
import { loneWordGuard } from './lone-word.ts';
import { modalityGuard } from './modality.ts';
import { namedEntityGuard } from './named-entity.ts';
import { negationGuard } from './negation.ts';
import { numberGuard } from './number.ts';
import { personGuard } from './person.ts';
import { prepositionGuard } from './preposition.ts';
import { quantifierGuard } from './quantifier.ts';
import { questionClassGuard } from './question-class.ts';
import { tenseGuard } from './tense.ts';
import { toolNameGuard } from './tool-name.ts';
import { unitGuard } from './unit.ts';
import { unmatchedGuard } from './unmatched.ts';
import { versionGuard } from './version.ts';
import { voiceGuard } from './voice.ts';
import { wordOrderGuard } from './word-order.ts';

/** Differences that change the answer for sure: nobody is asked, the answer is not offered. Most telling reason first. */
export const FIRM_GUARDS: readonly Guard[] = [
  negationGuard,
  numberGuard,
  unitGuard,
  dateTimeGuard,
  versionGuard,
  antonymGuard,
  toolNameGuard,
  codeGuard,
  namedEntityGuard,
  directionGuard,
  wordOrderGuard,
  quantifierGuard,
  junctionGuard,
  personGuard,
  tenseGuard,
  voiceGuard,
  loneWordGuard,
];

/** Differences that a paraphrase may have as well: not served, but worth a judge or a suggestion. */
export const SOFT_GUARDS: readonly Guard[] = [
  questionClassGuard,
  modalityGuard,
  prepositionGuard,
  unmatchedGuard,
];

/** The first reason of any of the guards, null if none has one. */
export function firstReason(guards: readonly Guard[], a: Question, b: Question): string | null {
  for (const guard of guards) {
    const reason = guard(a, b);
    if (reason !== null) return reason;
  }
  return null;
}

export type { Guard };
