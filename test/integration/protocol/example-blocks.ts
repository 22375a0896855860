/** One frame of an example: sent by the client (`→`) or by the daemon (`←`). */
export interface ExampleFrame {
  readonly from: 'client' | 'daemon';
  readonly frame: unknown;
  readonly line: number;
}

/** The frames of every `jsonc` block of a Markdown text, in order. Throws where a line is no frame. */
export function exampleFrames(markdown: string): ExampleFrame[] {
  const frames: ExampleFrame[] = [];
  let inside = false;
  for (const [index, line] of markdown.split('\n').entries()) {
    if (line.startsWith('```')) inside = line === '```jsonc';
    else if (inside) {
      const [, arrow, json] = /^([→←]) (.*)$/u.exec(line) ?? [];
      if (json === undefined) throw new Error(`Line ${index + 1} is not a frame: ${line}`);
      frames.push({ from: arrow === '→' ? 'client' : 'daemon', frame: JSON.parse(json), line: index + 1 });
    }
  }
  return frames;
}

/** Fields whose values are part of the contract; of all others the example shows the kind of value alone. */
const CONTRACT = new Set([
  'jsonrpc',
  'id',
  'method',
  'type',
  'code',
  'role',
  'state',
  'cache',
  'tier',
  'stopReason',
  'protocol',
  'title',
]);

/**
 * What is wrong with `actual`, beside the example: a missing field, another kind of value, another value of a field of
 * the contract. `$name` stands for one value throughout; fields that the example leaves out may be there.
 */
export function differences(
  example: unknown,
  actual: unknown,
  names: Map<string, unknown>,
  path = '',
): string[] {
  if (typeof example === 'string' && example.startsWith('$')) {
    if (!names.has(example)) names.set(example, actual);
    return names.get(example) === actual ? [] : [`${path}: ${String(actual)} is not ${example}`];
  }
  if (Array.isArray(example)) {
    if (!Array.isArray(actual)) return [`${path}: no list`];
    return example.flatMap((item, index) => differences(item, actual[index], names, `${path}[${index}]`));
  }
  if (typeof example === 'object' && example !== null) {
    if (typeof actual !== 'object' || actual === null) return [`${path}: no object`];
    const found: Record<string, unknown> = { ...actual };
    return Object.entries(example).flatMap(([key, value]) => {
      const at = path === '' ? key : `${path}.${key}`;
      if (!(key in found)) return [`${at}: missing`];
      const strict = CONTRACT.has(key) && typeof value !== 'object' && !String(value).startsWith('$');
      // The id of a call is its number; the id of a thing is a string like any other.
      if (strict && !(key === 'id' && typeof value === 'string')) {
        return found[key] === value
          ? []
          : [`${at}: ${JSON.stringify(found[key])} is not ${JSON.stringify(value)}`];
      }
      return differences(value, found[key], names, at);
    });
  }
  return typeof example === typeof actual ? [] : [`${path}: ${typeof actual} is not ${typeof example}`];
}

/** The frame with every `$name` replaced by what it stands for. */
export function fillIn(frame: unknown, names: ReadonlyMap<string, unknown>): unknown {
  if (typeof frame === 'string' && frame.startsWith('$')) {
    if (!names.has(frame)) throw new Error(`${frame} stands for nothing yet.`);
    return names.get(frame);
  }
  if (Array.isArray(frame)) return frame.map((item) => fillIn(item, names));
  if (typeof frame !== 'object' || frame === null) return frame;
  return Object.fromEntries(Object.entries(frame).map(([key, value]) => [key, fillIn(value, names)]));
}
