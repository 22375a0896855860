const DAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];
const MONTHS = 'january february march april may june july august september october november december'.split(
  ' ',
);
const SHORT_DAYS = new Map<string, string>(
  Object.entries({
    mon: 'monday',
    tue: 'tuesday',
    tues: 'tuesday',
    thu: 'thursday',
    thur: 'thursday',
    thurs: 'thursday',
    fri: 'friday',
  }),
);
/** Also words of their own: only with a capital are they days. */
const SHORT_AND_CAPITAL = new Map<string, string>(
  Object.entries({ wed: 'wednesday', sat: 'saturday', sun: 'sunday' }),
);
const SHORT_MONTHS = new Map<string, string>(
  Object.entries({
    jan: 'january',
    feb: 'february',
    apr: 'april',
    jun: 'june',
    jul: 'july',
    aug: 'august',
    sep: 'september',
    sept: 'september',
    oct: 'october',
    nov: 'november',
    dec: 'december',
  }),
);
const RELATIVE = new Set(
  'today tonight tomorrow yesterday now morning afternoon evening night noon midnight weekend weekday weeknight'.split(
    ' ',
  ),
);
const CALENDAR = new Set([...DAYS, ...MONTHS, ...RELATIVE]);

/** The full name of a day or month, from any of its forms: "Mondays", "tues", "Sept". */
export function calendarName(word: string, capital: boolean): string | undefined {
  const single =
    word.endsWith('s') && word.length > 4 && word !== 'tues' && word !== 'thurs' ? word.slice(0, -1) : word;
  if (DAYS.includes(single)) return single;
  if (MONTHS.includes(word) && (capital || (word !== 'may' && word !== 'march'))) return word;
  return (
    SHORT_DAYS.get(word) ?? (capital ? SHORT_AND_CAPITAL.get(word) : undefined) ?? SHORT_MONTHS.get(word)
  );
}

/** Days, months, and words such as "tonight" or "weekend". */
export function isCalendarWord(key: string): boolean {
  return CALENDAR.has(key);
}

export function isMonth(key: string): boolean {
  return MONTHS.includes(key);
}

/** The month's name for its number from 1 to 12. */
export function monthName(number: number): string | undefined {
  return MONTHS[number - 1];
}
