const known = { from: 0, to: 0, date: '' };

/** YYYY-MM-DD where the machine is. The latest day that was asked for is kept: it is asked for a thousand times a second. */
export function localDate(time: number): string {
  if (time >= known.from && time < known.to) return known.date;
  const date = new Date(time);
  const two = (part: number) => String(part).padStart(2, '0');
  known.date = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  known.from = date.setHours(0, 0, 0, 0);
  known.to = date.setHours(24, 0, 0, 0);
  return known.date;
}
