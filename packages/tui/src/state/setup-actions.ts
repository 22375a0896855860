import type { ChatLink, RenderChatOptions } from '../render-chat-options.ts';
import type { ChatActions } from './chat-actions.ts';
import type { ChatParts } from './chat-parts.ts';
import { keptKey, type KeyLook } from './server-words.ts';

export type SetupActions = Pick<
  ChatActions,
  'tryKey' | 'tryServer' | 'findServers' | 'saveKey' | 'chooseDemo' | 'chooseBaseUrl'
>;

export const DEMO_NOTICE = 'Demo: the built-in simulator answers. No model is asked, nothing is billed.';

/** Whom the chat asks: with a key, a local server, or the demo. */
export function createSetupActions(
  { view, transcript, connection, attempt }: ChatParts,
  chat: RenderChatOptions,
): SetupActions {
  let tried: { readonly key: string; readonly found: KeyLook | null } | null = null;

  async function switchTo(connect: () => Promise<ChatLink>): Promise<void> {
    connection.replace(await connect());
    view.set({ screen: { name: 'chat' } });
  }

  return {
    async tryKey(key) {
      const found = (await chat.servers?.tryKey(key)) ?? null;
      tried = { key, found };
      return found;
    },
    tryServer: async (address) => (await chat.servers?.tryServer(address)) ?? null,
    findServers: async () => (await chat.servers?.find()) ?? [],
    saveKey: (key) =>
      attempt(async () => {
        await chat.saveKey(key);
        await switchTo(() => chat.connect(() => {}));
        transcript.notice(keptKey(tried?.key === key ? tried.found : null));
      }),
    chooseDemo: () =>
      attempt(async () => {
        await switchTo(() => chat.chooseDemo());
        transcript.notice(DEMO_NOTICE);
      }),
    chooseBaseUrl: (url, model) =>
      attempt(async () => {
        await switchTo(() => chat.chooseBaseUrl(url, model));
        if (model !== null) view.set({ model });
        const whom = model === null ? url : `${model} at ${url}`;
        transcript.notice(`Questions go to ${whom} from here on; the settings keep it. /setup changes it.`);
      }),
  };
}
