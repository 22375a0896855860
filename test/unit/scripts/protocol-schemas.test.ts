import { readFileSync } from 'node:fs';
import { compileSchema } from '@jackdaw/core';
import { expect, test } from 'vitest';
import { protocolSchemas } from '../../../scripts/protocol-schemas.mjs';
import { exampleFrames } from '../../integration/protocol/example-blocks.ts';

const read = (name: string) => readFileSync(new URL(`../../../${name}`, import.meta.url), 'utf8');

test('the published schemas are those that the daemon checks with', () => {
  expect(read('docs/protocol.schema.json') === protocolSchemas(), 'node scripts/protocol-schemas.mjs').toBe(
    true,
  );
});

test('the published schemas take what clients send in the examples of PROTOCOL.md, but for the wrong one there', () => {
  const { methods } = JSON.parse(protocolSchemas());
  const sent = exampleFrames(read('PROTOCOL.md'))
    .filter(({ from }) => from === 'client')
    .map(({ frame }) => frame as { readonly method: string; readonly params: unknown });
  expect(sent.length).toBeGreaterThan(20);
  const known = sent.filter(({ method }) => Object.hasOwn(methods, method));
  const problems = known.map(({ method, params }) => compileSchema(methods[method].params)(params));
  expect(problems.filter((problem) => problem !== null)).toEqual(['/request/prompt must be string, got 5']);
});
