/** A whole number with its thousands apart: `12,345`. */
export function formatCount(count: number): string {
  return Math.round(count).toLocaleString('en-US');
}

/** A number with its noun, which takes an s where `many` is left out: `1 retry`, `1,234 turns`. */
export function countOf(count: number, one: string, many = `${one}s`): string {
  return `${formatCount(count)} ${Math.round(count) === 1 ? one : many}`;
}

/** A number in at most five characters, for tokens: `950`, `1.2k`, `34k`, `5.6M`. */
export function formatCompact(count: number): string {
  if (count < 1000) return String(Math.round(count));
  for (const [size, unit] of [
    [1e3, 'k'],
    [1e6, 'M'],
  ] as const) {
    const scaled = count / size;
    if (scaled < 9.95) return `${scaled.toFixed(1)}${unit}`;
    if (scaled < 999.5) return `${Math.round(scaled)}${unit}`;
  }
  return `${(count / 1e9).toFixed(1)}G`;
}

/** A share between 0 and 1: `42 %`; `4.2 %` below ten. */
export function formatPercent(share: number): string {
  const percent = share * 100;
  return percent === 0 || percent >= 9.95 ? `${Math.round(percent)} %` : `${percent.toFixed(1)} %`;
}
