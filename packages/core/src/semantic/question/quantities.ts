import { calendarName, monthName } from './calendar.ts';
import { joinDates } from './join-dates.ts';
import { digitsValue, isTens, numberWord, ordinalWord, romanNumeral, scaleWord } from './numbers.ts';
import type { Token } from './token.ts';
import { unitOf } from './units.ts';

/** Words after which a number names a release rather than counts something: "3.10" is then not 3.1. */
const BEFORE_VERSION =
  /^(?:version|release|python|node|nodejs|java|php|ruby|go|golang|rust|angular|react|vue|django|rails|ubuntu|debian|postgres|postgresql|mysql|kubernetes|typescript|swift|kotlin|ios|android|macos)$/;

/**
 * Merges what tells a number, an amount, a time or a date into one token each, whose text is the value: "two weeks"
 * and "14 days" become the same text, "7pm" and "19:00", "3 May" and "May 3rd" too. A lone "one" before a noun is an
 * article and goes.
 */
export function parseQuantities(tokens: readonly Token[]): Token[] {
  return joinDates(parseValues(tokens));
}

function parseValues(tokens: readonly Token[]): Token[] {
  const result: Token[] = [];
  let index = 0;
  while (index < tokens.length) {
    const found = quantityAt(tokens, index);
    if (found === null) {
      const token = tokens[index];
      if (token !== undefined) result.push(token);
      index += 1;
      continue;
    }
    const first = tokens[index];
    if (first !== undefined) {
      const raw = tokens.slice(index, found.next).map((token) => token.raw);
      for (const text of found.texts) {
        const calendar = calendarName(text, true) === text;
        result.push({
          ...first,
          kind: calendar ? 'word' : 'quantity',
          raw: raw.join(' '),
          text,
          capital: calendar && first.capital,
        });
      }
    }
    index = found.next;
  }
  return result;
}

interface Found {
  readonly texts: readonly string[];
  readonly next: number;
}

function quantityAt(tokens: readonly Token[], index: number): Found | null {
  const token = tokens[index];
  if (token === undefined || (token.kind !== 'quantity' && token.kind !== 'word')) return null;
  if (token.text === 'noon' || token.text === 'midday') return { texts: ['12:00'], next: index + 1 };
  if (token.text === 'midnight') return { texts: ['0:00'], next: index + 1 };
  if (
    /^an?$/.test(token.text) &&
    (tokens[index + 1]?.text.length ?? 0) > 2 &&
    unitOf(tokens[index + 1]?.text ?? '') !== undefined
  ) {
    return withUnit(tokens, index, index + 1, 1);
  }
  const calendar = token.kind === 'word' ? calendarName(token.text, token.capital) : undefined;
  if (calendar !== undefined) return { texts: [calendar], next: index + 1 };
  const date = /^(\d{4})-(\d{2})-(\d{2})$/.exec(token.text);
  if (date !== null) {
    return {
      texts: [`${Number(date[1])}`, `${monthName(Number(date[2])) ?? date[2]} ${Number(date[3])}`],
      next: index + 1,
    };
  }
  const clock = /^(\d{1,2}):(\d{2})$/.exec(token.text);
  if (clock !== null) return timeOfDay(tokens, index + 1, Number(clock[1]), Number(clock[2]));
  const ordinal = ordinalAt(tokens, index);
  if (ordinal !== null) return ordinal;
  return cardinalAt(tokens, index);
}

function timeOfDay(tokens: readonly Token[], next: number, hour: number, minute: number): Found {
  const half = tokens[next]?.text;
  const given = half === 'am' || half === 'pm';
  const hours = !given ? hour : half === 'pm' ? (hour % 12) + 12 : hour % 12;
  return { texts: [`${hours}:${String(minute).padStart(2, '0')}`], next: given ? next + 1 : next };
}

function ordinalAt(tokens: readonly Token[], index: number): Found | null {
  const token = tokens[index];
  if (token === undefined) return null;
  if (token.kind === 'quantity' && /^(?:st|nd|rd|th)$/.test(tokens[index + 1]?.text ?? '')) {
    return { texts: [`#${token.text}`], next: index + 2 };
  }
  const word = ordinalWord(token.text);
  if (word === undefined || token.kind !== 'word') return null;
  // "per second", "a second": the unit of time.
  if (word === 2 && /^(?:per|a|each|every|one)$/.test(tokens[index - 1]?.text ?? '')) return null;
  return { texts: [`#${word}`], next: index + 1 };
}

function cardinalAt(tokens: readonly Token[], index: number): Found | null {
  const token = tokens[index];
  if (token === undefined) return null;
  let next = index + 1;
  let value: number | undefined;
  let currency = '';
  if (token.kind === 'quantity') {
    currency = /^[$€£¥₹]/.exec(token.text)?.[0] ?? '';
    const digits = token.text.slice(currency.length);
    if (digits.includes('.') && BEFORE_VERSION.test(tokens[index - 1]?.text ?? ''))
      return { texts: [`v${digits}`], next };
    value = digitsValue(digits);
  } else {
    value = romanNumeral(token.raw) ?? numberWord(token.text);
    if (value === undefined && /^(?:hundred|thousand|million|billion|dozen)$/.test(token.text)) {
      value = scaleWord(token.text);
    }
    const ones = numberWord(tokens[next]?.text ?? '');
    if (value !== undefined && isTens(token.text) && ones !== undefined && ones > 0 && ones < 10) {
      value += ones;
      next += 1;
    }
  }
  if (value === undefined || Number.isNaN(value))
    return token.kind === 'quantity' ? { texts: [token.text], next } : null;
  for (
    let scale = scaleWord(tokens[next]?.text ?? '');
    scale !== undefined;
    scale = scaleWord(tokens[next]?.text ?? '')
  ) {
    value *= scale;
    next += 1;
  }
  if (currency !== '') return { texts: [amount(value, currency)], next };
  return withUnit(tokens, index, next, value);
}

function withUnit(tokens: readonly Token[], start: number, next: number, value: number): Found {
  const half = tokens[next]?.text;
  if ((half === 'am' || half === 'pm') && value <= 12) return timeOfDay(tokens, next, value, 0);
  if (half === 'oclock') return { texts: [`${value}:00`], next: next + 1 };
  const degrees = half === 'degrees' || half === 'degree' || half === '°';
  const at = degrees ? next + 1 : next;
  const symbol = tokens[at]?.text ?? '';
  // "30 c" and "30 °C": a letter alone is a scale only after degrees or digits.
  const scale = /^°?[cf]$/.test(symbol) && tokens[start]?.kind === 'quantity' ? `°${symbol.at(-1)}` : symbol;
  const unit = unitOf(scale);
  if (unit !== undefined) return { texts: [amount(value, scale)], next: at + 1 };
  // "one file", "1 megabyte": an article. "part 1" is not.
  const following = tokens[next];
  if (tokens[start]?.text === 'one' && following?.kind !== 'word') return { texts: [], next };
  if (
    value === 1 &&
    following?.kind === 'word' &&
    tokens[start - 1]?.text !== 'only' &&
    !/^(?:in|on|at|of|or|and|to|for)$/.test(following.text)
  ) {
    return { texts: [], next };
  }
  return { texts: [`${value}`], next };
}

function amount(value: number, unit: string): string {
  const { dimension, factor } = unitOf(unit) ?? { dimension: unit, factor: 1 };
  return `${Number((value * factor).toPrecision(12))} ${dimension}`;
}
