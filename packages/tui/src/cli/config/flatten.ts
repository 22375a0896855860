/** The leaves of nested settings by their dotted names, in order. Arrays and empty objects are leaves. */
export function flatten(value: object, prefix = ''): readonly (readonly [name: string, value: unknown])[] {
  return Object.entries(value).flatMap(([key, inner]: [string, unknown]) => {
    const name = prefix === '' ? key : `${prefix}.${key}`;
    const isGroup =
      typeof inner === 'object' && inner !== null && !Array.isArray(inner) && Object.keys(inner).length > 0;
    return isGroup ? flatten(inner, name) : [[name, inner] as const];
  });
}
