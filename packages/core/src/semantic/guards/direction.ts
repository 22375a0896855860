import { align } from '../question/align.ts';
import { DIRECTIONS } from '../words/stop-words.ts';
import type { Guard } from './guard.ts';

const SAME: readonly (readonly string[])[] = [
  ['to', 'into', 'onto', 'towards', 'toward'],
  ['over', 'above'],
  ['under', 'below'],
  ['by', 'via', 'through'],
  ['versus', 'than', 'against'],
];

/** From and to, than, before, against: the same words must stand on the same side of them. */
export const directionGuard: Guard = (a, b) => {
  const { matched } = align(a, b);
  for (const [one, other] of matched) {
    const [from, to] = [direction(one.role), direction(other.role)];
    if (one.role !== '' && other.role !== '' && from !== to && !isLoose(one.role, other.role))
      return `direction: ${one.role} ${one.raw} ≠ ${other.role} ${other.raw}`;
  }
  // What gains a preposition where another loses it has changed places with it: "80 % of 50", "50 % of 80".
  for (const [gaining, gained] of matched) {
    if (gaining.role !== '' || gained.role === '') continue;
    const losing = matched.find(([one, other]) => one.role === gained.role && other.role === '');
    if (losing === undefined) continue;
    return `direction: ${losing[0].role} ${losing[0].raw} ≠ ${gained.role} ${gained.raw}`;
  }
  return null;
};

/** As good as each other: "a column of a table" and "a column from a table", "5 miles to km" and "in km". */
const LOOSE: Readonly<Record<string, readonly string[]>> = {
  from: ['of', 'in', 'off', 'out', 'on', 'at'],
  to: ['for', 'in', 'on', 'at', 'with', 'of'],
  by: ['with', 'in', 'on', 'at', 'over'],
  about: ['on', 'of', 'for'],
};

function isLoose(one: string, other: string): boolean {
  return LOOSE[one]?.includes(other) === true || LOOSE[other]?.includes(one) === true;
}

function direction(role: string): string {
  return (
    SAME.find((group) => group.includes(role))?.[0] ?? (DIRECTIONS.has(role) || role === 'about' ? role : '')
  );
}
