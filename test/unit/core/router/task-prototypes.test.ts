import {
  classifyTask,
  createLexicalEmbedder,
  createRouter,
  embedPrototypes,
  TIER_PRESETS,
  type Embedder,
} from '@jackdaw/core';
import { describe, expect, it } from 'vitest';
import { EXAMPLE_PROMPTS } from '../../../../packages/core/src/router/example-prompts.ts';
import { OWN_PROMPTS, readRoutingPrompts } from '../../../eval/support/routing-prompts.ts';
import { LABELLED_PROMPTS } from './labelled-prompts.ts';
import { directionOf, KNOWING } from '../../../support/knowing-embedder.ts';
import { requestOf } from '../../../support/request-of.ts';

const signal = new AbortController().signal;
const taskOf = new Map(EXAMPLE_PROMPTS.map(([task, prompt]) => [prompt, task]));
describe('example prompts', () => {
  it('tip the scales where signs are weak', async () => {
    const prototypes = await embedPrototypes(KNOWING, signal);
    const vector = { embedderId: 'knowing', vector: directionOf('complex_reasoning') };
    const message = 'The blue one again';
    expect(prototypes.reliability).toBe(1);
    expect(classifyTask(message).task).toBe('other');
    expect(classifyTask(message, { vector, prototypes }).task).toBe('complex_reasoning');

    const router = createRouter({ tiers: TIER_PRESETS.current, prototypes: () => [prototypes] });
    expect(router.choose(requestOf(message)).tier).toBe('balanced');
    expect(router.choose(requestOf(message), { embedding: vector }).tier).toBe('capable');
  });

  it('do not outweigh a clear sign', async () => {
    const prototypes = await embedPrototypes(KNOWING, signal);
    const vector = { embedderId: 'knowing', vector: directionOf('creative') };
    const message = 'Translate this sentence into Spanish.';
    expect(classifyTask(message, { vector, prototypes }).task).toBe('translation');
  });

  it('never make a question a simple one', async () => {
    const prototypes = await embedPrototypes(KNOWING, signal);
    const vector = { embedderId: 'knowing', vector: directionOf('simple_qa') };
    const message = 'The blue one again';
    expect(classifyTask(message, { vector, prototypes }).task).toBe('other');
  });

  it('say nothing to another embedder’s vector', async () => {
    const prototypes = await embedPrototypes(KNOWING, signal);
    const vector = { embedderId: 'other', vector: directionOf('complex_reasoning') };
    expect(classifyTask('The blue one again', { vector, prototypes })).toEqual(
      classifyTask('The blue one again'),
    );
  });

  it('say nothing through an embedder that cannot tell the examples apart', async () => {
    const blind: Embedder = {
      ...KNOWING,
      id: 'blind',
      embed: (texts) => Promise.resolve(texts.map(() => Float32Array.of(1, 0))),
    };
    const prototypes = await embedPrototypes(blind, signal);
    const vector = { embedderId: 'blind', vector: Float32Array.of(1, 0) };
    expect(prototypes.reliability).toBeLessThan(0.1);
    expect(classifyTask('The blue one again', { vector, prototypes })).toEqual(
      classifyTask('The blue one again'),
    );
  });

  it('can be embedded by words alone', async () => {
    const prototypes = await embedPrototypes(createLexicalEmbedder(), signal);
    expect(prototypes.examples.length).toBeGreaterThan(100);
    expect(prototypes.reliability).toBeGreaterThan(0);
  });

  it('are none of the prompts that routing is measured with', () => {
    const measured = [
      ...readRoutingPrompts({ file: OWN_PROMPTS, data: undefined, part: 'all' }).map(({ prompt }) => prompt),
      ...LABELLED_PROMPTS.map(([, prompt]) => prompt),
    ];
    expect(measured.filter((prompt) => taskOf.has(prompt))).toEqual([]);
  });
});
