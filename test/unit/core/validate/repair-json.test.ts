import { canonicalJson, compileSchema, repairJson } from '@jackdaw/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRepairCases } from '../../../eval/support/repair-cases.ts';
import { judgeRepair, summariseRepairs } from '../../../eval/support/repair-summary.ts';

const review = compileSchema({
  type: 'object',
  properties: {
    sentiment: { enum: ['positive', 'neutral', 'negative'] },
    score: { type: 'integer', minimum: 1, maximum: 5 },
    key_issues: { type: 'array', items: { type: 'string' } },
    recommended_action: { type: 'string' },
  },
  required: ['sentiment', 'score', 'key_issues', 'recommended_action'],
  additionalProperties: false,
});
const intended = {
  sentiment: 'negative',
  score: 2,
  key_issues: ['late delivery', 'box said "fragile", was crushed'],
  recommended_action: 'Refund the customer.\nThen apologise.',
};

describe('repairJson on the review of a customer', () => {
  it.each([
    ['strict JSON', JSON.stringify(intended), []],
    [
      'a fence and words',
      `Here it is:\n\`\`\`json\n${JSON.stringify(intended, null, 2)}\n\`\`\`\nDone.`,
      ['code-fence', 'prose'],
    ],
    [
      'a trailing comma, bare keys and a raw line break',
      '{sentiment: "negative", score: 2, key_issues: ["late delivery", "box said \\"fragile\\", was crushed"],\n' +
        'recommended_action: "Refund the customer.\nThen apologise.",}',
      ['unquoted-key', 'control-character', 'trailing-comma'],
    ],
    [
      'a Python dict',
      `{'sentiment': 'negative', 'score': 2, 'key_issues': ['late delivery', 'box said "fragile", was crushed'], 'recommended_action': 'Refund the customer.\\nThen apologise.'}`,
      ['single-quotes'],
    ],
    [
      'quotes that are not escaped',
      '{"sentiment": "negative", "score": 2, "key_issues": ["late delivery", "box said "fragile", was crushed"], "recommended_action": "Refund the customer.\\nThen apologise."}',
      ['inner-quote'],
    ],
    ['its last bracket missing', JSON.stringify(intended).slice(0, -1), ['closing-bracket']],
    ['encoded twice', JSON.stringify(JSON.stringify(intended)), ['double-encoded']],
  ])('reads %s', (_what, text, repairs) => {
    expect(repairJson(text, review)).toEqual({
      kind: 'value',
      value: intended,
      repairs: expect.arrayContaining(repairs),
    });
  });

  it('chooses the value that the schema accepts', () => {
    const text = `Not {"sentiment": "mixed"}, rather: ${JSON.stringify(intended)}`;
    expect(repairJson(text, review)).toMatchObject({ kind: 'value', value: intended });
  });

  it.each([
    ['breaks off within a string', JSON.stringify(intended).slice(0, -6)],
    [
      'breaks off before a required member',
      '{"sentiment": "negative", "score": 2, "key_issues": ["late delivery"]',
    ],
    ['holds two answers', `${JSON.stringify(intended)}\n${JSON.stringify({ ...intended, score: 3 })}`],
    ['has a value of the wrong type', JSON.stringify({ ...intended, score: '2' })],
    ['holds no JSON', 'I cannot tell.'],
    ['is empty', ''],
  ])('refuses a text that %s, and says why', (_what, text) => {
    expect(repairJson(text, review)).toEqual({ kind: 'hopeless', reason: expect.stringMatching(/^it .+/) });
  });
});

describe('repairJson', () => {
  it.each([
    ['a number that may go on', '{"a": 4'],
    ['a string that may go on', '{"a": "x'],
    ['a member that was about to come', '{"a": 1,'],
    ['a key twice', '{"a": 1, "a": 2,}'],
    ['NaN', '{"a": NaN}'],
    ['a hexadecimal number', '{"a": 0x1F}'],
    ['an elision', '{"a": [1, 2, /* ... */]}'],
    ['a count of what was left out', '{"a": [1, 2, /* 40 more */]}'],
    ['words for what was left out', '{"a": [1, 2 // and so on\n]}'],
    ['a lost quote', '{"a": "x, "b": "y"}'],
    ['quotes that may end the string', '["say "a", "b" now"]'],
    ['a bracket with several places', '{"a": {"b": "x", "c": "y"}'],
    ['a beginning that is missing', '"a": 1, "b": {"c": 1}}'],
    ['a value past the last bracket', '{"a": {"b": 1}}, "c": 2}'],
    ['a comment that may hold the rest', '{"a": 1 // b: 2}'],
    ['an escape that JSON does not know', "{'a': '\\d'}"],
  ])('refuses %s', (_what, text) => {
    expect(repairJson(text)).toMatchObject({ kind: 'hopeless' });
  });

  it('puts a missing bracket where the schema says that it belongs', () => {
    const text = '{"a": {"b": "x", "c": "y"}';
    const schemaOf = (inner: string[], outer: string[]) =>
      compileSchema({
        type: 'object',
        properties: {
          a: { type: 'object', required: inner, additionalProperties: false, properties: { b: {}, c: {} } },
          c: {},
        },
        required: outer,
        additionalProperties: false,
      });
    expect(repairJson(text, schemaOf(['b', 'c'], ['a']))).toMatchObject({ value: { a: { b: 'x', c: 'y' } } });
    expect(repairJson(text, schemaOf(['b'], ['a']))).toMatchObject({ kind: 'hopeless' });
  });

  it('leaves the member out that the end cuts where the caller wants that', () => {
    const drop = (text: string) => repairJson(text, undefined, { cutMember: 'drop' });
    const value = { a: 1, b: [2] };
    for (const tail of [', "c": "x', ', "c": 4', ', "c', ',', ', "c":', ', "c": [', ', "c": [{']) {
      expect(drop(`{"a": 1, "b": [2]${tail}`)).toMatchObject({
        kind: 'value',
        value,
        repairs: expect.arrayContaining(['cut-member']),
      });
    }
    expect(drop('{"a": "x')).toMatchObject({ kind: 'hopeless' });
  });

  it('takes a number with something after it for whole', () => {
    expect(repairJson('{"a": 4\n')).toMatchObject({ kind: 'value', value: { a: 4 } });
  });

  it('keeps the keys of prototypes harmless', () => {
    const repaired = repairJson('{"__proto__": {"polluted": true}, constructor: 1,}');
    const value: unknown = repaired.kind === 'value' ? repaired.value : null;
    expect(Object.keys(value as object)).toEqual(['__proto__', 'constructor']);
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });

  it('gives valid JSON back unchanged, alone and with words around it', () => {
    const sound = fc.jsonValue({ maxDepth: 6 });
    fc.assert(
      fc.property(sound, (value) => {
        const text = JSON.stringify(value);
        expect(repairJson(text)).toEqual({ kind: 'value', value: JSON.parse(text), repairs: [] });
      }),
    );
    const structure = fc.oneof(fc.array(sound), fc.dictionary(fc.string(), sound));
    fc.assert(
      fc.property(structure, fc.constantFrom(0, 2), (value, indent) => {
        const text = JSON.stringify(value, null, indent);
        expect(repairJson(`The answer:\n${text}\nThat is all.`)).toMatchObject({
          kind: 'value',
          value: JSON.parse(text),
        });
      }),
    );
  });

  it('never throws, and gives only what JSON can hold', () => {
    const pieces = fc.constantFrom(
      ...'{}[]:,"\'“”’\\/*#`-+.0e'.split(''),
      'true',
      'None',
      '"a"',
      '\n',
      ' ',
      'x',
      '```',
      '\ufeff',
      '\ud800',
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 40 }), fc.boolean(), (parts, drops) => {
        const repaired = repairJson(parts.join(''), undefined, { cutMember: drops ? 'drop' : 'refuse' });
        const value: unknown = repaired.kind === 'value' ? repaired.value : null;
        expect(canonicalJson(JSON.parse(JSON.stringify(value)))).toBe(canonicalJson(value));
      }),
      { numRuns: 2_000 },
    );
  });

  it.each([
    ['quotes', `{"a":"${'"'.repeat(1e6)}`],
    ['opening brackets', '['.repeat(1e6)],
    ['braces', '{'.repeat(1e6)],
    ['links', '[a]'.repeat(3e5)],
    ['empty objects', '{}'.repeat(5e5)],
    ['comments that do not end', `{"a":"${'x"/*'.repeat(2e5)}`],
    ['backslashes', `{"a":"${'\\'.repeat(1e6)}`],
    ['lists in lists with a bracket missing', `{"a":[[1${',1'.repeat(4e5)}]`],
    ['more than any answer', ' '.repeat(5e6)],
  ])('is through with a million %s', (_what, text) => {
    expect(repairJson(text).kind).toBe('hopeless');
  });
});

describe('the words around a value', () => {
  const value = JSON.stringify(intended);

  it.each([
    ['a refusal with an example', "I can't assess this. A typical answer looks like ", ''],
    ['a refusal after it', '', '\nBut I am unable to say more; I cannot see the review.'],
    ['a template', 'Here is a template to fill in:\n', ''],
    ['a supposition', 'If the review were negative:\n', ''],
    ['another language', 'Das kann ich leider nicht beurteilen. Zum Beispiel: ', ''],
    ['a quotation', 'You sent me ', ' and nothing else.'],
    ['a former answer', 'My earlier answer was ', ', which was off.'],
    ['a warning', 'Do not return ', '.'],
    ['a correction in words', '', '\nActually, the score should have been 4.'],
    ['a correction that is no answer', '', '\nCorrection: {"score": 4}'],
  ])('%s: it is not taken for the answer', (_what, before, after) => {
    expect(repairJson(before + value + after, review).kind).toBe('hopeless');
  });

  it.each([
    ['I looked at the example you gave. My answer in the requested format:\n', ''],
    ["I couldn't find a date, so I left it empty: ", ''],
    ['The review could be better written. ', '\nThe customer would not buy again.'],
    ['', '\nLet me know if anything should be changed, or if you want an example instead.'],
  ])('"%s" … "%s" says nothing against it', (before, after) => {
    expect(repairJson(before + value + after, review)).toMatchObject({ kind: 'value', value: intended });
  });
});

describe('repairJson on generated faults', () => {
  it('repairs all that has one reading, and never gives another value', { timeout: 120_000 }, () => {
    const judged = createRepairCases(11, 24).map((each) => judgeRepair(each, 'refuse'));
    const { cases, repairedWrong, repairRate } = summariseRepairs(judged);
    expect(cases).toBeGreaterThanOrEqual(1_000);
    expect(repairedWrong).toBe(0);
    expect(repairRate).toBeGreaterThanOrEqual(0.99);
  });
});
