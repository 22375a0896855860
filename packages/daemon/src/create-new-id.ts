import { encodeTime } from 'ulid';

const DIGITS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
/** Every two digits, in order: ten bits each. */
const PAIRS = Array.from(
  { length: 1024 },
  (_, bits) => `${DIGITS.charAt(bits >> 5)}${DIGITS.charAt(bits & 31)}`,
);

const LAST_BITS = 20;
const OTHER_BITS = 30;

/**
 * ULIDs (github.com/ulid/spec), each after the one before, also within a millisecond or where the clock goes back: the
 * random part then counts on. The library's own take their last apart for each. `now` in milliseconds since the epoch,
 * `random` in [0, 1).
 */
export function createNewId(now: () => number, random: () => number): () => string {
  let time = -1;
  /** The 80 random bits, in three parts. */
  let [first, second, last] = [0, 0, 0];
  /** All digits but the last four, which are those that change. */
  let head = '';

  const writeHead = () => {
    head = encodeTime(time) + sixDigits(first) + sixDigits(second);
  };

  const draw = (at: number) => {
    time = at;
    first = bits(random, OTHER_BITS);
    second = bits(random, OTHER_BITS);
    last = bits(random, LAST_BITS);
    writeHead();
  };

  const countOn = () => {
    last += 1;
    if (last < 2 ** LAST_BITS) return;
    last = 0;
    second += 1;
    if (second === 2 ** OTHER_BITS) {
      second = 0;
      first += 1;
    }
    if (first === 2 ** OTHER_BITS) draw(time + 1);
    else writeHead();
  };

  return () => {
    const at = now();
    if (at > time) draw(at);
    else countOn();
    return head + pair(last >> 10) + pair(last);
  };
}

function bits(random: () => number, count: number): number {
  return Math.floor(random() * 2 ** count);
}

function sixDigits(value: number): string {
  return pair(value >> 20) + pair(value >> 10) + pair(value);
}

/** Of the lowest ten bits. */
function pair(value: number): string {
  return PAIRS[value & 1023] ?? '';
}
