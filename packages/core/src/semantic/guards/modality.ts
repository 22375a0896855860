import type { Question } from '../question/question.ts';
import type { Modality } from '../question/question-class.ts';
import { unlike, type Guard } from './guard.ts';

/** Permitted, required or advised. After "how" and "why" only a duty differs from the rest; "who do I" is "who should I". */
export const modalityGuard: Guard = (a, b) => {
  const one = effective(a);
  const other = effective(b);
  if (one === other) return null;
  const both = new Set([one, other]);
  const asked = a.class === 'yes-no' || b.class === 'yes-no';
  if (!asked && !both.has('must')) {
    const loose = ['who', 'where', 'when', 'bare', 'wish', 'command'].includes(a.class) || !both.has('can');
    if (loose && !(both.has('should') && both.has('can'))) return null;
  }
  return unlike('modality', [one], [other]);
};

function effective(question: Question): Modality {
  return question.class === 'how' || question.class === 'why' || question.class === 'wish'
    ? 'none'
    : question.modality;
}
