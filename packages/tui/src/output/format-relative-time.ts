const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** A time against another, both in milliseconds since the epoch: `just now`, `5 minutes ago`, `in 3 days`; a date beyond 30 days. */
export function formatRelativeTime(at: number, now: number): string {
  const distance = Math.abs(now - at);
  if (distance < MINUTE) return at > now + 1000 ? 'in a moment' : 'just now';
  if (distance >= 30 * DAY) return formatDate(at);
  // What is past has fully passed; what is to come is named by the nearest.
  const round = at > now ? Math.round : Math.floor;
  const [count, unit] =
    distance < HOUR
      ? [round(distance / MINUTE), 'minute']
      : distance < DAY
        ? [round(distance / HOUR), 'hour']
        : [round(distance / DAY), 'day'];
  const words = `${count} ${unit}${count === 1 ? '' : 's'}`;
  return at > now ? `in ${words}` : `${words} ago`;
}

/** A length of time in milliseconds as an age: `3 days old`. */
export function formatAge(ageMs: number): string {
  if (ageMs < MINUTE) return 'seconds old';
  if (ageMs >= 30 * DAY) return `${Math.floor(ageMs / DAY)} days old`;
  return formatRelativeTime(0, ageMs).replace(/ ago$/, ' old');
}

/** The day in the reader's time zone: `2026-11-23`. */
export function formatDate(at: number): string {
  const date = new Date(at);
  const two = (value: number) => String(value).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

/** Day and time in the reader's time zone: `2026-11-23 17:05`. */
export function formatDateTime(at: number): string {
  const date = new Date(at);
  const two = (value: number) => String(value).padStart(2, '0');
  return `${formatDate(at)} ${two(date.getHours())}:${two(date.getMinutes())}`;
}
