import { isCalendarWord } from '../question/calendar.ts';
import { oneSided } from './one-sided.ts';
import type { Guard } from './guard.ts';

/** Times of day, weekdays, months, and words such as "tonight" or "weekend". */
export const dateTimeGuard: Guard = (a, b) =>
  oneSided('date or time', a, b, (term) =>
    term.kind === 'quantity' ? /:|^[a-z]+ \d/.test(term.key) : isCalendarWord(term.key),
  );
