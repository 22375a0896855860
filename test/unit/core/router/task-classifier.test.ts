import { classifyTask } from '@jackdaw/core';
import { describe, expect, it } from 'vitest';
import { readSigns } from '../../../../packages/core/src/router/read-signs.ts';
import { LABELLED_PROMPTS } from './labelled-prompts.ts';

describe('classifyTask', () => {
  it.each(LABELLED_PROMPTS)('tells %s: %s', (task, prompt) => {
    expect(classifyTask(prompt)).toMatchObject({ task });
  });

  it('says how sure it is: much for clear signs, little where none is', () => {
    expect(classifyTask('Translate "good morning" to Japanese').confidence).toBeGreaterThan(0.8);
    expect(classifyTask('Hello!').confidence).toBeGreaterThan(0.8);
    expect(classifyTask('Tuesday, the boat, and both of them then').confidence).toBeLessThan(0.8);
  });

  it('has no opinion by signs where two tasks have equal ones', () => {
    const { task, confidence } = readSigns('Translate this, and extract');
    expect(task).toBe('other');
    expect(confidence).toBeLessThanOrEqual(0.5);
  });

  it('does not take a long text for a simple question because of its first word', () => {
    const brief = 'and the heating, the roof, the garden and the fence need looking at as well, '.repeat(12);
    expect(classifyTask(`What should be done about the house? ${brief}`).task).not.toBe('simple_qa');
  });

  it('looks at how a message begins and ends, whatever lies between', () => {
    const material = 'lorem ipsum dolor sit amet '.repeat(20_000);
    expect(classifyTask(`Summarise this:\n${material}`).task).toBe('summarisation');
    expect(classifyTask(`${material}\nTranslate the text above into German.`).task).toBe('translation');
  });

  it('is the same for the same message, every time', () => {
    for (const [, prompt] of LABELLED_PROMPTS) expect(classifyTask(prompt)).toEqual(classifyTask(prompt));
  });
});
