/** A vector as text for a JSON record: its 32-bit floats, little-endian, in base64. */
export function vectorToText(vector: Float32Array): string {
  return Buffer.from(vector.buffer, vector.byteOffset, vector.byteLength).toString('base64');
}

/** The vector again; undefined where the text is not one of so many numbers. */
export function vectorFromText(text: string, dimensions: number): Float32Array | undefined {
  const vector = new Float32Array(dimensions);
  const length = Math.ceil((vector.byteLength * 4) / 3 / 4) * 4;
  if (text.length !== length) return undefined;
  return Buffer.from(vector.buffer).write(text, 'base64') === vector.byteLength ? vector : undefined;
}
