import type { Question } from '../question/question.ts';
import { isPast } from '../words/past-forms.ts';
import { STOP_WORDS } from '../words/stop-words.ts';
import { unlike, type Guard } from './guard.ts';

const PAST = ['was', 'were', 'did', 'had'];
const PRESENT = ['is', 'are', 'am', 'do', 'does', 'has'];
const MODALS = ['can', 'could', 'may', 'might', 'must', 'should', 'would', 'will', 'shall'];
const AUXILIARIES = [...PAST, ...PRESENT, ...MODALS];

/** "Who is the president" and "who was": told by the auxiliaries, and by the verb
 * where who or what is its subject; elsewhere a form like "closed" is as often a participle. */
export const tenseGuard: Guard = (a, b) => {
  const verbs = [verbTense(a), verbTense(b)] as const;
  const [one, other] = verbs.includes('none') ? [auxiliaryTense(a), auxiliaryTense(b)] : verbs;
  if (foretells(a) !== foretells(b) && (foretells(a) ? saysIs(b) : saysIs(a)))
    return 'tense: future ≠ present';
  return one !== 'none' && other !== 'none' && one !== other ? unlike('tense', [one], [other]) : null;
};

/** "What will it be" against "what is it"; but "when will it open" is as good as "when does it open". */
const foretells = (question: Question): boolean =>
  question.words.has('will') && ['what', 'who', 'where', 'amount'].includes(question.class);
const saysIs = ({ words }: Question): boolean => ['is', 'are', 'was', 'were'].some((word) => words.has(word));

type Tense = 'past' | 'present' | 'none';

/** "who won", "who wins": the verb of a subject question stands next to the question word. */
function verbTense({ tokens }: Question): Tense {
  const [asked, verb] = tokens;
  if (asked === undefined || verb?.kind !== 'word' || !/^(?:who|what|which)$/.test(asked.text)) return 'none';
  if (STOP_WORDS.has(verb.text)) return 'none';
  if (isPast(verb.text)) return 'past';
  return verb.text.endsWith('s') ? 'present' : 'none';
}

/** The first auxiliary is that of the question; later ones stand in conditions and relative clauses. */
function auxiliaryTense({ unwrapped }: Question): Tense {
  const first = unwrapped.find(({ text }) => AUXILIARIES.includes(text));
  if (first === undefined || MODALS.includes(first.text)) return 'none';
  return PAST.includes(first.text) ? 'past' : 'present';
}
