import { plainText } from '../../../packages/daemon/src/simulator/default-answer.ts';
import { simulatedModels } from '../../../packages/daemon/src/simulator/index.ts';

/** What the simulator answers to a question in the name of a model, where no script says otherwise. */
export function truthOf(prompt: string, model: string): string {
  return plainText({ model, max_tokens: 1, messages: [{ role: 'user', content: prompt }] });
}

/** Whether a text is the whole answer to a question, of any model. */
export function isTruth(prompt: string, text: string): boolean {
  return simulatedModels.some(({ id }) => truthOf(prompt, id) === text);
}

/** Whether a text is how the answer to a question begins. */
export function isBeginning(prompt: string, text: string): boolean {
  return simulatedModels.some(({ id }) => truthOf(prompt, id).startsWith(text));
}
