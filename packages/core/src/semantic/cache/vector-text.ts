/** A vector as text for a JSON record: its 32-bit floats, little-endian, in base64. */
export function vectorToText(vector: Float32Array): string {
  return Buffer.from(vector.buffer, vector.byteOffset, vector.byteLength).toString('base64');
}

/** The vector again; undefined where the text is not one of so many numbers. */
export function vectorFromText(text: string, dimensions: number): Float32Array | undefined {
  const bytes = Buffer.from(text, 'base64');
  if (bytes.byteLength !== dimensions * Float32Array.BYTES_PER_ELEMENT) return undefined;
  // A copy of its own: a slice of Node's pool may not begin at a multiple of four.
  return new Float32Array(new Uint8Array(bytes).buffer);
}
