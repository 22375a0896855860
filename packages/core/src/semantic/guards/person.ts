import type { Question } from '../question/question.ts';
import { oneSided } from './one-sided.ts';
import { unlike, type Guard } from './guard.ts';

const FIRST = ['i', 'me', 'my', 'mine', 'myself', 'we', 'us', 'our', 'ours', 'ourselves'];
const SECOND = ['you', 'your', 'yours', 'yourself'];
const THIRD: Readonly<Record<string, readonly string[]>> = {
  he: ['he', 'him', 'his', 'himself'],
  she: ['she', 'her', 'hers', 'herself'],
  they: ['they', 'them', 'their', 'theirs', 'themselves'],
};

/** Whose: mine is not yours, his is not hers. Whether the asker is mentioned at all does not matter. */
export const personGuard: Guard = (a, b) => {
  const owner = oneSided('person', a, b, (term) => !term.quoted && /'s?$/.test(term.raw));
  if (owner !== null) return owner;
  const one = personsIn(a);
  const other = personsIn(b);
  const single = ['he', 'she'].some((person) => one.has(person) !== other.has(person));
  // "They" may be anyone: it only counts against somebody else.
  const they = one.has('they') !== other.has('they') && !isSubset(one, other) && !isSubset(other, one);
  const swapped =
    (one.has('I') && !one.has('you') && other.has('you') && !other.has('I')) ||
    (one.has('you') && !one.has('I') && other.has('I') && !other.has('you'));
  const turned = one.size > 1 && other.size > 1 && firstPerson(a) !== firstPerson(b);
  return single || they || swapped || turned ? unlike('person', [...one], [...other]) : null;
};

const isSubset = (part: ReadonlySet<string>, whole: ReadonlySet<string>): boolean =>
  [...part].every((person) => whole.has(person));

/** Who acts: "can you read my files" against "can I read your files". */
function firstPerson({ tokens }: Question): string {
  for (const { text } of tokens) {
    if (FIRST.includes(text)) return 'I';
    if (SECOND.includes(text)) return 'you';
  }
  return '';
}

/** After "how" the subject stands for anyone; what is left are possessors and objects. */
function personsIn(question: Question): Set<string> {
  const words = new Set(question.tokens.map((token) => token.text));
  const persons = new Set<string>();
  if (FIRST.some((word) => words.has(word))) persons.add('I');
  if (SECOND.some((word) => words.has(word))) persons.add('you');
  for (const [person, forms] of Object.entries(THIRD)) {
    if (forms.some((word) => words.has(word))) persons.add(person);
  }
  return persons;
}
