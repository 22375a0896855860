import type { ChatRequest } from '@jackdaw/core';
import fc from 'fast-check';

export const PLAIN_REQUEST: ChatRequest = {
  messages: [{ role: 'user', content: 'What is the capital of France?' }],
  contextEntries: [],
  system: null,
  model: 'auto',
  task: null,
  maxTokens: 4096,
  schema: null,
  tools: [],
  toolChoice: null,
  thinking: null,
  betas: [],
  cache: { mode: 'use', semantic: 'serve' },
  previous: null,
  priority: 'person',
  overBudget: false,
  tenant: 'local',
  metadata: {},
};

/** Few texts, and of the kind that a careless key confuses: separators, quotes, spaces, near twins. */
const text = fc.oneof(
  fc.constantFrom(
    '',
    ' ',
    'a',
    'b',
    'a ',
    ' a',
    'a b',
    '"',
    '","',
    '\\',
    '\n',
    '[]',
    'null',
    'user',
    '==',
    '===',
    'IT',
    'it',
  ),
  fc.string({ maxLength: 8, unit: 'binary' }),
);
const name = fc.constantFrom('type', 'text', 'name', 'a', 'b', '__proto__');
const json = fc.jsonValue({ maxDepth: 2, stringUnit: 'binary' });
const jsonObject = fc.dictionary(name, json, { maxKeys: 3 });
const bareText = fc.record({ type: fc.constant('text'), text });
const block = fc.oneof(
  bareText,
  fc.record({ type: fc.constant('text'), text, cache_control: fc.constant({ type: 'ephemeral' }) }),
  fc.record({
    type: fc.constant('tool_result'),
    tool_use_id: text,
    content: fc.oneof(text, fc.array(bareText, { maxLength: 2 })),
  }),
  fc.record({ type: fc.constant('image'), source: jsonObject }),
);
const content = fc.oneof(text, fc.array(block, { maxLength: 3 }));
const message = fc.record({ role: fc.constantFrom('user' as const, 'assistant' as const), content });

/** One generator for each field: a field that is added to `ChatRequest` does not compile until it is named here. */
export const FIELDS: { readonly [Field in keyof ChatRequest]: fc.Arbitrary<ChatRequest[Field]> } = {
  messages: fc.array(message, { maxLength: 3 }),
  contextEntries: fc.array(fc.option(text), { maxLength: 2 }),
  system: fc.option(content),
  model: fc.constantFrom('auto', 'fast', 'balanced', 'capable', 'claude-a', 'claude-b', 'null'),
  task: fc.constantFrom(null, 'simple_qa', 'code_generation', 'other'),
  maxTokens: fc.integer({ min: 1, max: 4 }),
  schema: fc.option(jsonObject),
  tools: fc.array(jsonObject, { maxLength: 2 }),
  toolChoice: fc.option(jsonObject),
  thinking: fc.option(jsonObject),
  betas: fc.array(text, { maxLength: 2 }),
  cache: fc.record({ mode: fc.constantFrom('use', 'refresh'), semantic: fc.constantFrom('serve', 'off') }),
  previous: fc.option(fc.record({ model: text, tier: fc.constantFrom('fast', 'capable', null) })),
  priority: fc.constantFrom('person', 'script'),
  overBudget: fc.boolean(),
  tenant: text,
  metadata: fc.dictionary(name, text, { maxKeys: 2 }),
};

export const anyRequest: fc.Arbitrary<ChatRequest> = fc.record(FIELDS);
