import type { ModelInfo } from '@jackdaw/core/protocol';
import { modelChoices } from '../slash-commands/index.ts';
import type { ChatActions } from '../state/index.ts';
import type { Theme } from '../theme/index.ts';
import { ChoiceList } from './choice-list.tsx';

interface ModelsScreenProps {
  readonly models: readonly ModelInfo[];
  readonly rows: number;
  readonly columns: number;
  readonly theme: Theme;
  readonly actions: ChatActions;
}

/** Tiers and models; the choice holds for this chat. */
export function ModelsScreen({ models, rows, columns, theme, actions }: ModelsScreenProps) {
  const choices = modelChoices(models);
  const current = actions.view().model;
  return (
    <ChoiceList
      title={`Who answers? Now: ${current}`}
      choices={choices.map(({ value, detail }) => ({ label: value, detail }))}
      initial={Math.max(
        0,
        choices.findIndex(({ value }) => value === current),
      )}
      rows={rows}
      columns={columns}
      theme={theme}
      hint="↑ ↓ and Enter choose, for this chat · Esc goes back"
      onChoose={(index) => actions.chooseModel(choices[index]?.value ?? current)}
      onCancel={() => actions.show({ name: 'chat' })}
    />
  );
}
