import { expect, test } from 'vitest';
import { parseBatch } from '../../../../../packages/tui/src/cli/batch/batch-questions.ts';

const parse = (text: string, defaults = {}) => parseBatch('questions.jsonl', text, defaults);

test('a line is a string, or a request with a name', () => {
  const [plain, named] = parse('"Why?"\n\n{"id": "b", "prompt": "How?", "model": "fast"}\r\n', {
    model: 'capable',
    task: 'other',
  });
  expect(plain).toMatchObject({
    index: 0,
    id: null,
    request: { messages: [{ role: 'user', content: 'Why?' }], model: 'capable', task: 'other' },
  });
  expect(named).toMatchObject({ index: 1, id: 'b', request: { model: 'fast', task: 'other' } });
});

test('the digest changes with everything that is asked, and with nothing else', () => {
  const digest = (line: string, defaults = {}) => parse(line, defaults)[0]?.digest;
  const one = digest('"Why?"');
  expect(digest('{"prompt":"Why?"}')).toBe(one);
  expect(digest('"Why not?"')).not.toBe(one);
  expect(digest('"Why?"', { maxTokens: 5 })).not.toBe(one);
  expect(digest('{"id":1,"prompt":"Why?"}')).not.toBe(one);
});

test.each([
  ['nonsense', /line 2: not JSON/],
  ['[1]', /line 2: a JSON string, or an object/],
  ['{"prompt": ""}', /line 2: The prompt is blank/],
  ['{"id": "a"}', /line 2: Give either `prompt` or `messages`/],
  ['{"prompt": "a", "temprature": 1}', /line 2: .*temprature/],
  ['{"prompt": "a", "task": "dance"}', /line 2: .*at task/],
  ['{"id": {}, "prompt": "a"}', /line 2: `id`/],
  ['{"prompt": "a", "conversationId": "x"}', /line 2/],
])('%s is refused with its place', (line, message) => {
  expect(() => parse(`"fine"\n${line}\n`)).toThrow(message);
});

test('a file without questions is no batch', () => {
  expect(() => parse('\n \n')).toThrow(/no questions/);
});
