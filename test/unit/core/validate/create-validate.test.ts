import { checkSchema, createValidate, JackdawError, type ChatRequest, type Draft } from '@jackdaw/core';
import { describe, expect, it } from 'vitest';
import { requestOf } from '../../../support/request-of.ts';

type JsonObject = NonNullable<ChatRequest['schema']>;

const validate = createValidate();
const toolUse = { type: 'tool_use', id: 't1', name: 'look', input: {} };
const thinking = { type: 'thinking', thinking: 'Hm.', signature: 's' };

const request = (schema: JsonObject | null = null) => requestOf('Hello', { schema });
const judge = (draft: Partial<Draft>, schema: JsonObject | null = null) =>
  validate({ text: 'Hello.', blocks: [], stopReason: 'end_turn', ...draft }, request(schema));

describe('createValidate', () => {
  it.each(['end_turn', 'stop_sequence', 'a_reason_not_yet_invented'])(
    'takes text that ends with %s for whole',
    (stopReason) => {
      expect(judge({ stopReason })).toEqual({ kind: 'whole' });
    },
  );

  it('takes a call of a tool for whole, with or without words around it', () => {
    expect(judge({ text: '', blocks: [toolUse], stopReason: 'tool_use' })).toEqual({ kind: 'whole' });
    expect(judge({ blocks: [toolUse], stopReason: 'tool_use' })).toEqual({ kind: 'whole' });
    expect(judge({ text: '', blocks: [toolUse], stopReason: 'end_turn' })).toEqual({ kind: 'whole' });
  });

  it.each(['max_tokens', 'pause_turn', 'model_context_window_exceeded'])(
    'takes %s for cut, and says why',
    (stopReason) => {
      const verdict = judge({ stopReason });
      expect(verdict).toMatchObject({ kind: 'cut', reason: expect.stringMatching(/\w+.*\./) });
    },
  );

  it('takes a cut answer for cut even where what is there happens to satisfy the schema', () => {
    expect(judge({ text: '{}', stopReason: 'max_tokens' }, { type: 'object' }).kind).toBe('cut');
  });

  it.each([
    ['nothing', { text: '' }],
    ['white space', { text: ' \n\t' }],
    ['thinking alone', { text: '', blocks: [thinking] }],
    ['the promise of a tool call without the call', { stopReason: 'tool_use' }],
  ])('never takes %s for whole', (_what, draft) => {
    expect(judge(draft).kind).toBe('cut');
    expect(judge(draft, { type: 'object' }).kind).toBe('cut');
  });

  it('passes on why the model declined, where it says so', () => {
    expect(judge({ stopReason: 'refusal', explanation: 'Not this.' })).toEqual({
      kind: 'refused',
      reason: 'Not this.',
    });
    expect(judge({ stopReason: 'refusal', text: '' })).toMatchObject({
      kind: 'refused',
      reason: expect.stringContaining('declined'),
    });
  });
});

describe('createValidate with a schema', () => {
  const person: JsonObject = {
    type: 'object',
    properties: {
      name: { type: 'string' },
      age: { type: 'integer', minimum: 0 },
      mood: { enum: ['good', 'bad'] },
    },
    required: ['name', 'age'],
    additionalProperties: false,
  };

  it('gives the parsed value of a valid answer', () => {
    expect(judge({ text: ' {"name": "Ada", "age": 36} ' }, person)).toEqual({
      kind: 'whole',
      data: { name: 'Ada', age: 36 },
    });
    expect(judge({ text: 'null' }, { type: 'null' })).toEqual({ kind: 'whole', data: null });
  });

  it.each([
    ['{"name": "Ada",\n "age": }', 'line 2, column 9'],
    ['{"name": "Ada"', 'line 1, column 15'],
    ['Here it is: {}', 'line 1, column 1'],
    ['{"name": "Ada",}', "required property 'age'"],
    ['{} {}', 'line 1, column 4'],
  ])('says where %j stops being JSON', (text, place) => {
    const verdict = judge({ text }, person);
    expect(verdict).toMatchObject({ kind: 'invalid', reason: expect.stringContaining(place) });
  });

  it('repairs what has one reading, and says what it did', () => {
    const text = '```json\n{"name": "Ada", "age": 36,}\n```';
    const repairs = expect.arrayContaining(['code-fence', 'trailing-comma']);
    expect(judge({ text }, person)).toEqual({ kind: 'whole', data: { name: 'Ada', age: 36 }, repairs });
  });

  it('neither repairs nor calls invalid what was refused or cut', () => {
    expect(judge({ text: '{"name": "Ada", "age": 36', stopReason: 'max_tokens' }, person).kind).toBe('cut');
    expect(judge({ text: '{"name": "Ada"', stopReason: 'refusal' }, person).kind).toBe('refused');
  });

  it('keeps the raw text of what is invalid', () => {
    expect(judge({ text: ' no ' }, person)).toMatchObject({ kind: 'invalid', raw: ' no ' });
  });

  it('says what is there in place of what was expected', () => {
    const text = '{"name": 7, "age": 1, "mood": "fine"}';
    const reason = expect.stringMatching(/\/name must be string, got 7; .*\/mood .*, got "fine"/);
    expect(judge({ text }, person)).toMatchObject({ kind: 'invalid', reason });
  });

  it('names the first few faults by their path', () => {
    const verdict = judge({ text: '{"age": -1, "mood": "fine", "height": 2}' }, person);
    expect(verdict.kind).toBe('invalid');
    const reason = verdict.kind === 'invalid' ? verdict.reason : '';
    expect(reason).toContain("(root) must have required property 'name'");
    expect(reason).toContain('/age must be >= 0');
    expect(reason).toContain('and 1 more');
  });

  it('says what would have been allowed', () => {
    const verdict = judge({ text: '{"name": "Ada", "age": 1, "mood": "fine"}' }, person);
    expect(verdict).toMatchObject({
      reason: expect.stringContaining('/mood must be equal to one of the allowed values (["good","bad"])'),
    });
  });

  it('does not ask structure of a step that calls a tool', () => {
    expect(judge({ text: 'Let me look.', blocks: [toolUse], stopReason: 'tool_use' }, person)).toEqual({
      kind: 'whole',
    });
  });

  it('checks by the schema that the request brings, however many came before', () => {
    for (let bound = 0; bound < 250; bound += 1) {
      const schema = { $id: 'https://example.com/number', type: 'number', maximum: bound };
      expect(judge({ text: String(bound) }, schema).kind).toBe('whole');
      expect(judge({ text: String(bound + 1) }, schema).kind).toBe('invalid');
    }
    expect(judge({ text: '1' }, { $id: 'https://example.com/number', type: 'number', maximum: 0 }).kind).toBe(
      'invalid',
    );
  });

  it.each([
    ['an answer that breaks off in its depths', '['.repeat(200_000)],
    ['an answer deeper than a recursive schema can follow', '['.repeat(200_000) + ']'.repeat(200_000)],
  ])('is not brought down by %s', (_what, text) => {
    const nested = { type: 'array', items: { $ref: '#' } };
    expect(judge({ text }, nested)).toMatchObject({
      kind: 'invalid',
      reason: expect.stringContaining('nested too deeply'),
    });
  });

  it('understands references, and schemas that name an older draft', () => {
    const schema = {
      $schema: 'http://json-schema.org/draft-07/schema#',
      definitions: { positive: { type: 'number', exclusiveMinimum: 0 } },
      type: 'array',
      items: { $ref: '#/definitions/positive' },
    };
    expect(judge({ text: '[1, 2]' }, schema)).toEqual({ kind: 'whole', data: [1, 2] });
    expect(judge({ text: '[1, -2]' }, schema)).toMatchObject({
      kind: 'invalid',
      reason: expect.stringContaining('/1 '),
    });
  });

  it('lets words that JSON Schema does not know, and formats, pass', () => {
    const schema = { type: 'string', format: 'email', 'x-order': 1, example: 'a@b.c' };
    expect(judge({ text: '"not an address"' }, schema).kind).toBe('whole');
  });
});

describe('checkSchema', () => {
  it.each<[string, JsonObject, string]>([
    ['an unknown type', { type: 'object', properties: { age: { type: 'int' } } }, '/properties/age/type'],
    ['a bound that is no number', { type: 'number', minimum: '1' }, '/minimum'],
    ['a reference to nothing', { $ref: '#/$defs/missing' }, '#/$defs/missing'],
    ['a pattern that is no pattern', { type: 'string', pattern: '(' }, '('],
    ['a list of items from an older draft', { type: 'array', items: [{ type: 'string' }] }, '/items'],
  ])('refuses %s, and says where it is', (_what, schema, place) => {
    const check = () => checkSchema(schema);
    expect(check).toThrow(JackdawError);
    expect(check).toThrow(expect.objectContaining({ code: 'invalid_request' }));
    expect(check).toThrow(expect.objectContaining({ message: expect.stringContaining(place) }));
    expect(check).toThrow(JackdawError); // the second time too: a bad schema leaves nothing behind
  });

  it('accepts what is a schema', () => {
    expect(() => checkSchema({})).not.toThrow();
    expect(() =>
      checkSchema({ type: 'object', properties: { a: { $ref: '#/$defs/a' } }, $defs: { a: true } }),
    ).not.toThrow();
  });
});
