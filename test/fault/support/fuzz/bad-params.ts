import fc from 'fast-check';
import { METHODS, type MethodName } from '@jackdaw/core/protocol';
import { nastyJson, nastyKey, nastyNumber } from './nasty.ts';

/** Parameters that break the schema of their method in exactly one place, as JSON text. */
export interface BadParams {
  readonly method: string;
  readonly params: string;
}

const noObject = fc.oneof(
  nastyNumber,
  fc.constantFrom('true', 'false', '"text"', '[]', '[{}]', '[[]]', '""'),
);
const noText = fc.oneof(nastyNumber, fc.constantFrom('true', 'null', '[]', '{}', '["a"]', '{"length":3}'));
const noName = fc.oneof(noText, fc.constantFrom('""', `"${'n'.repeat(201)}"`));
const noList = fc.oneof(
  nastyNumber,
  fc.constantFrom('true', 'null', '{}', '"a"', '{"length":1,"0":{}}', '[]'),
);
const noCount = fc.constantFrom(
  '-1',
  '0',
  '1.5',
  '1e308',
  '1e999',
  '9007199254740993',
  '"1"',
  'null',
  'true',
  '[1]',
  '{}',
);
const noChoice = fc.oneof(noText, fc.constantFrom('"__proto__"', '"toString"', '"USE"', '"use "'));
const noFlag = fc.oneof(nastyNumber, fc.constantFrom('"true"', '0', '1', 'null', '[]'));
const noMessage = fc.constantFrom(
  '[{}]',
  '[null]',
  '[{"role":"system","content":"a"}]',
  '[{"role":"user"}]',
  '[{"role":"user","content":7}]',
  '[{"role":"user","content":[{}]}]',
  '[{"role":"user","content":[{"type":7}]}]',
  '[{"role":"assistant","content":"the last is not the user’s"}]',
  '[{"role":"user","content":"a","more":1}]',
  `[${'{"role":"user","content":"a"},'.repeat(10_000)}{"role":"user","content":"one too many"}]`,
);
const noMetadata = fc.oneof(
  noObject,
  fc.constantFrom(
    '{"a":1}',
    '{"a":null}',
    `{"${'k'.repeat(65)}":"a"}`,
    `{"a":"${'v'.repeat(513)}"}`,
    `{${Array.from({ length: 65 }, (_, place) => `"k${place}":"v"`).join()}}`,
  ),
);
const noConversation = fc.oneof(
  noObject,
  fc
    .constantFrom(
      ['createdAt', '1e308'],
      ['updatedAt', '-1'],
      ['createdAt', '8640000000000001'],
      ['title', `"${'t'.repeat(201)}"`],
      ['title', '7'],
      ['messages', '[{}]'],
      ['messages', '[{"role":"user","text":"a","at":1e300,"state":"complete"}]'],
      ['messages', '[{"role":"user","text":"a","at":1,"state":"done"}]'],
      ['turns', '"many"'],
    )
    .map(([field = '', value = '']) => {
      const fields = {
        id: '"a"',
        title: '"a"',
        createdAt: '1',
        updatedAt: '1',
        turns: '1',
        costUsd: '0',
        messages: '[]',
        [field]: value,
      };
      return `{${Object.entries(fields)
        .map(([name, text]) => `"${name}":${text}`)
        .join()}}`;
    }),
);

/** In a field of a request. */
const REQUEST_FIELDS: Readonly<Record<string, fc.Arbitrary<string>>> = {
  system: fc.oneof(nastyNumber, fc.constantFrom('true', '{}', '[{}]', '[7]')),
  model: noName,
  task: noChoice,
  maxTokens: noCount,
  schema: noObject,
  tools: fc.oneof(
    noObject.filter((text) => !text.startsWith('[')),
    fc.constantFrom('[1]', '["a"]', `[${'{},'.repeat(512)}{}]`),
  ),
  toolChoice: noObject,
  thinking: noObject,
  betas: fc.constantFrom('"a"', '[1]', '{}', `["${'b'.repeat(101)}"]`),
  cache: fc.oneof(
    noObject,
    fc.constantFrom('{"mode":"sometimes"}', '{"mode":null}', '{"ttlMs":-1}', '{"x":1}', '{"semantic":7}'),
  ),
  conversationId: fc.oneof(noText, fc.constantFrom('""', `"${'c'.repeat(101)}"`)),
  priority: noChoice,
  metadata: noMetadata,
};

const badRequest = fc.oneof(
  noObject.map((text) => `{"request":${text}}`),
  fc.constantFrom(
    '{}',
    '{"request":{}}',
    '{"request":null}',
    '{"request":{"prompt":" \\n "}}',
    '{"request":{"prompt":"a","messages":[{"role":"user","content":"b"}]}}',
  ),
  noText.map((text) => `{"request":{"prompt":${text}}}`).filter((text) => !text.includes('null')),
  fc.oneof(noMessage, noList).map((text) => `{"request":{"messages":${text}}}`),
  fc
    .tuple(nastyKey, nastyJson)
    .map(([key, value]) => `{"request":{"prompt":"a",${JSON.stringify(key)}:${value}}}`),
  fc
    .constantFrom(...Object.entries(REQUEST_FIELDS))
    .chain(([field, wrong]) => wrong.map((value) => `{"request":{"prompt":"a","${field}":${value}}}`)),
);

/** Fields without which a call makes no sense, each with what it cannot be. */
const REQUIRED: Partial<Record<MethodName, Readonly<Record<string, fc.Arbitrary<string>>>>> = {
  hello: { protocol: fc.constantFrom('"1"', 'null', '1.5', '1e308', '[]', '{}', 'true') },
  'turn.attach': { turnId: noName },
  'turn.detach': { turnId: noName },
  'turn.cancel': { turnId: noName },
  'history.get': { id: noName },
  'history.search': { query: fc.oneof(noText, fc.constantFrom('""', `"${'q'.repeat(1001)}"`)) },
  'history.export': { id: noName },
  'history.import': { conversation: noConversation },
  'history.rename': { id: noName, title: noName },
  'history.delete': { id: noName },
  'history.restore': { id: noName },
  'cache.get': { id: noName },
  'cache.delete': { id: noName },
  'cache.feedback': { entryId: noName, verdict: noChoice },
  'trace.get': { id: noName },
};

/** Fields that may be absent. */
const OPTIONAL: Partial<Record<MethodName, Readonly<Record<string, fc.Arbitrary<string>>>>> = {
  'history.list': { limit: noCount, cursor: noText, deleted: noFlag },
  'cache.list': { limit: noCount, cursor: noText },
  'trace.list': { limit: noCount },
  hello: {
    client: fc.constantFrom('7', '[]', '{}', '{"name":7}', `"${'c'.repeat(101)}"`),
    environment: fc.oneof(noObject, fc.constantFrom('{"apiKey":7}', '{"demo":"yes"}', '{"x":1}')),
  },
};

const methodNames = Object.keys(METHODS);
const brokenField = fc
  .constantFrom(...[REQUIRED, OPTIONAL].flatMap((table) => Object.entries(table)))
  .chain(([method, fields]) =>
    fc.constantFrom(...Object.entries(fields)).chain(([field, wrong]) =>
      wrong.map((value) => ({
        method,
        params: `{"${field}":${value}${method === 'hello' && field !== 'protocol' ? ',"protocol":1' : ''}}`,
      })),
    ),
  );

export const badParams: fc.Arbitrary<BadParams> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ method: fc.constantFrom('ask', 'turn.start'), params: badRequest }) },
  { weight: 3, arbitrary: brokenField },
  { weight: 1, arbitrary: fc.record({ method: fc.constantFrom(...methodNames), params: noObject }) },
  {
    weight: 1,
    arbitrary: fc
      .tuple(fc.constantFrom(...methodNames), nastyKey, nastyJson)
      .map(([method, key, value]) => ({ method, params: `{${JSON.stringify(key)}:${value}}` })),
  },
);
