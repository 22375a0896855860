import type { ChatLink, RenderChatOptions } from '../render-chat-options.ts';
import type { ChatActions } from './chat-actions.ts';
import type { ChatParts } from './chat-parts.ts';

export type SetupActions = Pick<ChatActions, 'saveKey' | 'chooseDemo' | 'chooseBaseUrl'>;

export const DEMO_NOTICE = 'Demo: the built-in simulator answers. No model is asked, nothing is billed.';

/** Whom the chat asks: with a key, a local server, or the demo. */
export function createSetupActions(
  { view, transcript, connection, attempt }: ChatParts,
  chat: RenderChatOptions,
): SetupActions {
  async function switchTo(connect: () => Promise<ChatLink>): Promise<void> {
    connection.replace(await connect());
    view.set({ screen: { name: 'chat' } });
  }

  return {
    saveKey: (key) =>
      attempt(async () => {
        await chat.saveKey(key);
        await switchTo(() => chat.connect(() => {}));
        transcript.notice('The key is kept on this machine, readable by you alone.');
      }),
    chooseDemo: () =>
      attempt(async () => {
        await switchTo(() => chat.chooseDemo());
        transcript.notice(DEMO_NOTICE);
      }),
    chooseBaseUrl: (url) =>
      attempt(async () => {
        await switchTo(() => chat.chooseBaseUrl(url));
        transcript.notice(`Questions go to ${url} from here on.`);
      }),
  };
}
