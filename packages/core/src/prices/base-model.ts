/** A dated snapshot (`claude-haiku-4-5-20251001`) or a `-latest` alias, as the model that it is a version of. */
export function baseModel(id: string): string {
  return id.replace(/-(?:20\d{6}|latest)$/, '');
}

/** The row of `id` itself, else of the model that it is a version of. */
export function rowOf<Row>(rows: Readonly<Record<string, Row>>, id: string): Row | undefined {
  if (Object.hasOwn(rows, id)) return rows[id];
  const base = baseModel(id);
  return Object.hasOwn(rows, base) ? rows[base] : undefined;
}
