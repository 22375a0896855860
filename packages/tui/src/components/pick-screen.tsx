import type { ChatActions, Screen } from '../state/index.ts';
import type { Theme } from '../theme/index.ts';
import { ChoiceList } from './choice-list.tsx';

interface PickScreenProps {
  readonly screen: Screen & { readonly name: 'pick' };
  readonly rows: number;
  readonly columns: number;
  readonly theme: Theme;
  readonly actions: ChatActions;
}

/** Something to choose; Esc leaves everything as it is. */
export function PickScreen({ screen, actions, ...place }: PickScreenProps) {
  const { title, choices, initial = 0 } = screen;
  return (
    <ChoiceList
      {...place}
      title={title}
      choices={choices}
      initial={initial}
      hint="↑ ↓ and Enter choose · Esc goes back"
      onChoose={(index) => void choices[index]?.run()}
      onCancel={() => actions.show({ name: 'chat' })}
    />
  );
}
