import { TIERS, type ModelInfo } from '@jackdaw/core/protocol';
import { nearestWord } from '@jackdaw/core/nearest-word';
import type { SlashCommand } from './slash-command.ts';

export const modelCommand: SlashCommand = {
  name: 'model',
  usage: '[auto|tier|model]',
  needsDaemon: true,
  summary: 'show and choose who answers',
  choices: ({ models }) => modelChoices(models).map(({ value, detail }) => ({ label: value, value, detail })),
  async run(argument, chat) {
    const models = await chat.listModels();
    if (argument === '') return chat.show({ name: 'models', models });
    const names = modelChoices(models).map(({ value }) => value);
    if (names.includes(argument)) return chat.chooseModel(argument);
    const nearest = nearestWord(argument, names);
    chat.notice(
      `There is no model “${argument}”.${nearest === null ? '' : ` Did you mean ${nearest}?`} /model lists them.`,
    );
  },
};

/** Everything that can be chosen, with what it means. */
export function modelChoices(models: readonly ModelInfo[]): readonly { value: string; detail: string }[] {
  const tiers = TIERS.map((tier) => ({
    value: tier,
    detail: models
      .filter((model) => model.tiers.includes(tier))
      .map(({ id }) => id)
      .join(', '),
  }));
  return [
    { value: 'auto', detail: 'each question goes to the model that fits it' },
    ...tiers.filter(({ detail }) => detail !== ''),
    ...models.map((model) => ({ value: model.id, detail: priceOf(model) })),
  ];
}

function priceOf({ inputUsd, outputUsd }: ModelInfo): string {
  if (inputUsd === null || outputUsd === null) return 'price unknown';
  return `$${inputUsd} in, $${outputUsd} out a million tokens`;
}
