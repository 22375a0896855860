import { printJson, STRICT } from './repair-print.ts';
import type { Intended } from './repair-values.ts';
import type { Chance } from './seeded.ts';

/** Null where the fault does not fit the value. */
type Malform = (intended: Intended, chance: Chance) => string | null;

const compact: (intended: Intended, chance: Chance) => string = ({ value }, chance) =>
  printJson(value, STRICT, chance);
const spread: (intended: Intended, chance: Chance) => string = ({ value }, chance) =>
  printJson(value, { ...STRICT, indent: chance.next() < 0.5 }, chance);

/** One place of the text's structure (outside of strings, or a quote), at random. */
function structure(text: string, chance: Chance, of: RegExp): number | null {
  const places: number[] = [];
  for (const { index, 0: token } of text.matchAll(/"(?:[^"\\]|\\.)*"|[{}[\]:,]/g)) {
    const ends = token.length > 1 ? [index, index + token.length - 1] : [index];
    places.push(...ends.filter((at) => of.test(text[at] ?? '')));
  }
  return chance.pick(places) ?? null;
}

function changed(of: RegExp, change: (text: string, at: number) => string): Malform {
  return (intended, chance) => {
    const text = spread(intended, chance);
    const at = structure(text, chance, of);
    return at === null ? null : change(text, at);
  };
}

const without = (text: string, at: number) => text.slice(0, at) + text.slice(at + 1);
const twice = (text: string, at: number) => text.slice(0, at) + (text[at] ?? '') + text.slice(at);

/** The value's first key, with what becomes of its member. */
function firstMember(
  { value }: Intended,
  chance: Chance,
  print: (key: string, rest: string) => string,
): string {
  const [key = 'name'] = Object.keys(value);
  return print(JSON.stringify(key), printJson(value, STRICT, chance).slice(1));
}

function around(
  chance: Chance,
  text: string,
  words: readonly (readonly [before: string, after: string])[],
): string {
  const [before, after] = chance.pick(words) ?? ['', ''];
  return `${before}\n${text}\n${after}`.trim();
}

/** Faults that leave more than one reading, or none: whoever gives a value has guessed, unless it is the intended one. */
export const HOPELESS: Readonly<Record<string, Malform>> = {
  'cut in a string': (intended, chance) => {
    const text = compact(intended, chance);
    const strings = [...text.matchAll(/"(?:[^"\\]|\\.)*"/g)].filter(([token]) => token.length > 4);
    const hit = chance.pick(strings);
    return hit === undefined ? null : text.slice(0, hit.index + 2 + chance.below(hit[0].length - 2));
  },
  'cut in a number': (intended, chance) => {
    const text = compact(intended, chance);
    const hit = chance.pick([...text.matchAll(/: -?\d{2,}/g)]);
    return hit === undefined ? null : text.slice(0, hit.index + hit[0].length - 1);
  },
  'cut after a comma or colon': (intended, chance) => {
    const text = compact(intended, chance);
    const at = structure(text, chance, /[,:]/);
    return at === null ? null : text.slice(0, at + 1);
  },
  'a required member missing': ({ schema, value }, chance) => {
    const key = chance.pick(schema['required'] as string[]);
    if (key === undefined) return null;
    const { [key]: _, ...rest } = value;
    return `\`\`\`json\n${printJson(rest, { ...STRICT, trailingCommas: true }, chance)}\n\`\`\``;
  },
  'a member too many': (intended, chance) =>
    `Here: ${firstMember(intended, chance, (_key, rest) => `{"unasked": 1, ${rest}`)}`,
  'two answers': (intended, chance) => {
    const { value } = intended;
    const other = { ...value };
    const [key] = Object.keys(value).filter(
      (name) => typeof value[name] === 'string' && !isEnum(intended, name),
    );
    if (key === undefined) return null;
    other[key] = 'something else';
    return `Either ${compact(intended, chance)}\nor ${printJson(other, STRICT, chance)}`;
  },
  'an example beside a refusal': (intended, chance) =>
    around(chance, compact(intended, chance), [
      ["I can't assess this. A typical answer looks like", ''],
      ['I am unable to judge this review without more context. The output would be something like:', ''],
      ["I'm sorry, but I don't have the review. Here is a template you can fill in:", ''],
      ['Example output:', ''],
      ['', 'This is only a hypothetical example; I cannot see the text.'],
      ['Ich kann das leider nicht beurteilen. Ein Beispiel:', ''],
    ]),
  'a quotation': (intended, chance) =>
    around(chance, compact(intended, chance), [
      ['The object you sent me:', 'It says nothing of the customer.'],
      ['Your input was', 'and I have nothing to add.'],
      ['Do not return', 'since the review is empty.'],
      ['The previous answer:', 'It no longer holds.'],
    ]),
  'an answer taken back': (intended, chance) =>
    around(chance, compact(intended, chance), [
      ['', 'Actually, that is wrong: the second member should have been something else.'],
      ['Here it is:', 'Wait, let me redo this.'],
      ['', 'Correction: {"unasked": 1}'],
      ['Result:', 'On second thought the values were incorrect.'],
    ]),
  'a key twice': (intended, chance) =>
    firstMember(intended, chance, (key, rest) => `{${key}: null, ${rest.slice(0, -1)},}`),
  'no value': (_intended, chance) =>
    chance.pick([
      'I am sorry, I cannot do that.',
      'The review is positive.',
      'positive',
      '```\nnone\n```',
      'It depends [1].',
      '{result}',
    ]) ?? null,
  'not a number': (intended, chance) => {
    const text = compact(intended, chance);
    const hit = chance.pick([...text.matchAll(/: -?\d+(?:\.\d+)?/g)]);
    if (hit === undefined) return null;
    const odd =
      chance.pick([
        'NaN',
        'Infinity',
        '-Infinity',
        '0x1F',
        '1_000',
        '007',
        '12%',
        '1.',
        '~5',
        'undefined',
        '1e999',
      ]) ?? '';
    return `${text.slice(0, hit.index)}: ${odd}${text.slice(hit.index + hit[0].length)}`;
  },
  'an elision': (intended, chance) =>
    firstMember(
      intended,
      chance,
      (_key, rest) =>
        `{${rest.slice(0, -1)}, ${chance.pick(['...', '/* ... */', '// more items\n', '…']) ?? ''}}`,
    ),
  'a quote lost': changed(/"/, without),
  'a quote too many': changed(/"/, twice),
  'a bracket lost': changed(/[{}[\]]/, without),
  'a bracket in the midst': changed(/[{}[\]]/, twice),
  'a comma or colon lost': changed(/[,:]/, without),
  'a comma or colon too many': changed(/[,:]/, twice),
  'JSON in a string': (intended, chance) =>
    firstMember(intended, chance, (key, rest) => `{${key}: "use {"a": 1, "b": "x"} then", ${rest}`),
  'quotes in a list': (intended, chance) => {
    const { value } = intended;
    const [key] = Object.keys(value).filter((name) => Array.isArray(value[name]));
    if (key === undefined) return null;
    return printJson(
      { ...value, [key]: ['the "fast", "slow" plans', 'say "a", "b" now'] },
      { ...STRICT, rawQuotes: true },
      chance,
    );
  },
};

/** Of these, kinds whose text holds a value that satisfies the schema, and says that it is not the answer. */
export const NOT_MEANT: ReadonlySet<string> = new Set([
  'an example beside a refusal',
  'a quotation',
  'an answer taken back',
]);

function isEnum({ schema }: Intended, name: string): boolean {
  const properties = schema['properties'] as Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  return properties[name]?.['enum'] !== undefined;
}
