/** Cosine of the angle between two vectors of the same length, exact to double precision; NaN where one of them is zero. */
export function cosine(a: Float32Array, b: Float32Array): number {
  let dot = 0;
  let ownSquares = 0;
  let otherSquares = 0;
  for (let at = 0; at < a.length; at++) {
    const own = a[at] ?? 0;
    const other = b[at] ?? 0;
    dot += own * other;
    ownSquares += own * own;
    otherSquares += other * other;
  }
  return dot / Math.sqrt(ownSquares * otherSquares);
}
