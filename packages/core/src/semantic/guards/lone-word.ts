import { unlike, type Guard } from './guard.ts';

/** "Count" and "counted?": with nothing around it, a word's form is all that tells what is wanted. */
export const loneWordGuard: Guard = ({ tokens: a }, { tokens: b }) => {
  if (a.length > 1 && b.length > 1) return null;
  const [one, other] = [a.map(({ text }) => text), b.map(({ text }) => text)];
  return one.join(' ') === other.join(' ') ? null : unlike('word', one, other);
};
