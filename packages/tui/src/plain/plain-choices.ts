import { modelChoices } from '../slash-commands/index.ts';
import type { ChatActions } from '../state/index.ts';
import type { PickChoice, Screen } from '../state/chat-view.ts';

/** What is chosen from by number where a chat with a screen would show a list. */
export interface PlainChoices {
  readonly title: string;
  readonly choices: readonly PickChoice[];
}

/** Null where the screen asks nothing. */
export function choicesOn(screen: Screen, actions: ChatActions): PlainChoices | null {
  switch (screen.name) {
    case 'chat':
    case 'palette':
      return null;
    case 'pick':
      return screen;
    case 'models':
      return {
        title: `Who answers? Now: ${actions.view().model}`,
        choices: modelChoices(screen.models).map(({ value, detail }) => ({
          label: value,
          detail,
          run: () => actions.chooseModel(value),
        })),
      };
    case 'setup':
      return setupChoices(actions);
    default:
      return screen satisfies never;
  }
}

/** A key is not among them: what is typed here can be read by whoever sees the screen. */
function setupChoices(actions: ChatActions): PlainChoices {
  const hasKey = actions.view().session?.credentials === true;
  return {
    title: hasKey
      ? 'Who is to answer?'
      : 'There is no API key: cached questions alone are answered. A key comes from ANTHROPIC_API_KEY, another server from `jackdaw config set baseUrl ADDRESS`. Or:',
    choices: [
      {
        label: 'A server of this machine',
        detail: 'looks for one that speaks the Messages API',
        run: () => chooseServer(actions),
      },
      { label: 'The demo', detail: 'a simulator answers: no key, no cost', run: () => actions.chooseDemo() },
    ],
  };
}

async function chooseServer(actions: ChatActions): Promise<void> {
  const found = await actions.findServers();
  const choices = found.flatMap(({ name, address, look }) => {
    const models = look.kind === 'speaks' ? look.models.filter((id) => !id.startsWith('claude')) : [];
    return (models.length === 0 ? [null] : models).map((model) => ({
      label: `${name}, ${address}${model === null ? '' : `, ${model}`}`,
      detail: look.kind === 'speaks' ? '' : 'wants a key',
      run: () => actions.chooseBaseUrl(address, model),
    }));
  });
  if (choices.length === 0) {
    return actions.notice(
      'No server answers at the usual ports of this machine. `jackdaw config set baseUrl ADDRESS` takes any other.',
    );
  }
  actions.show({ name: 'pick', title: 'Which server?', choices });
}

/** One line a choice, with its number. */
export function choiceLines({ title, choices }: PlainChoices): string {
  const rows = choices.map(
    ({ label, detail }, index) =>
      `  ${index + 1}  ${[label, detail].filter((part) => part !== '').join(' · ')}`,
  );
  return [title, ...rows, 'A number chooses; anything else goes on.'].join('\n');
}
