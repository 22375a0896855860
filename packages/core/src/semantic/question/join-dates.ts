import { isMonth } from './calendar.ts';
import type { Token } from './token.ts';

/** A day and its month become one value: the 3rd of May and the 9th of June are not the 9th and the 3rd. */
export function joinDates(tokens: readonly Token[]): Token[] {
  const result: Token[] = [];
  let index = 0;
  while (index < tokens.length) {
    const found = dateAt(tokens, index);
    const token = tokens[index];
    if (token !== undefined) {
      const raw = tokens.slice(index, index + found.length).map((each) => each.raw);
      result.push(
        found.text === null
          ? token
          : { ...token, kind: 'quantity', raw: raw.join(' '), text: found.text, capital: false },
      );
    }
    index += found.length;
  }
  return result;
}

/** The month and day that start here, as "may 3", and of how many tokens they are. */
function dateAt(tokens: readonly Token[], index: number): { text: string | null; length: number } {
  const [first, second, third] = tokens.slice(index, index + 3);
  const dayFirst = dateOf(first, second);
  if (dayFirst !== null) return { text: dayFirst, length: 2 };
  const dayOfMonth = second?.text === 'of' ? dateOf(first, third) : null;
  if (dayOfMonth !== null) return { text: dayOfMonth, length: 3 };
  const monthFirst = dateOf(second, first);
  return monthFirst === null ? { text: null, length: 1 } : { text: monthFirst, length: 2 };
}

function dateOf(day: Token | undefined, month: Token | undefined): string | null {
  if (day?.kind !== 'quantity' || month === undefined || !isMonth(month.text)) return null;
  return /^#?(?:[1-9]|[12]\d|3[01])$/.test(day.text) ? `${month.text} ${day.text.replace('#', '')}` : null;
}
