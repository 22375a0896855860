/** The model: its name at the hub, and the length of its vectors. */
export const MINILM = { name: 'Xenova/all-MiniLM-L6-v2', dimensions: 384 } as const;

/** Whoever changes model file, precision or pooling gets another id, and with it vectors of another kind. */
export function minilmId(modelSha256: string): string {
  return `minilm-l6-v2-q8-${modelSha256.slice(0, 8)}`;
}
