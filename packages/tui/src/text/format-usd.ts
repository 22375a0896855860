/** US dollars for people: four digits where cents are too coarse, never a rounded-down zero. */
export function formatUsd(dollars: number): string {
  if (dollars === 0) return '$0';
  if (Math.abs(dollars) < 0.000_05) return '<$0.0001';
  return `$${dollars.toFixed(Math.abs(dollars) < 0.1 ? 4 : 2)}`;
}
