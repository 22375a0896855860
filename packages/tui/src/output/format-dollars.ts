/** US dollars as people read them: `$0.0042`, `$1.27`; a dash where the price is unknown. */
export function formatDollars(usd: number | null): string {
  if (usd === null || !Number.isFinite(usd)) return '–';
  if (usd < 0) return `-${formatDollars(-usd)}`;
  if (usd === 0) return '$0';
  if (usd < 0.0001) return '<$0.0001';
  if (usd < 0.1) return `$${usd.toFixed(4)}`;
  if (usd < 1) return `$${usd.toFixed(3)}`;
  return `$${groupThousands(usd.toFixed(2))}`;
}

function groupThousands(digits: string): string {
  return digits.replace(/\B(?=(\d{3})+(?!\d))(?<!\.\d*)/g, ',');
}
