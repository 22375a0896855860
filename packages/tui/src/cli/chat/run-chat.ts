import type { JackdawClient } from '@jackdaw/core/client';
import type { CliContext } from '../cli-context.ts';
import { connect, connectQuietly } from '../connect.ts';
import { latestConversation, resolveConversation } from '../conversation-id.ts';
import { homeOf } from '../home-of.ts';
import { colourLevel } from './colour-level.ts';
import { saveKey } from './save-key.ts';

export interface ChatOptions {
  readonly continue?: boolean;
  /** An id, the beginning of one, or `true` to pick. */
  readonly resume?: string | true;
  readonly model?: string;
}

/** `jackdaw`: the chat, on a connection that it can renew and redirect. */
export async function runChat(context: CliContext, options: ChatOptions): Promise<number> {
  // The screen's code loads while the daemon starts.
  const [{ renderChat }, { client, session }] = await Promise.all([
    import('../../render-chat.tsx'),
    connect(context),
  ]);
  const conversationId = await conversationOf(client, options);
  const { stdin, stdout, stderr, plain } = context;
  const paths = homeOf(context);
  // Whom to ask, as chosen in the chat: each new connection says so again.
  let env = context.env;
  const reconnect = async () => (await connectQuietly({ ...context, env })).client;
  return renderChat({
    client,
    session,
    reconnect,
    ...(conversationId === null ? {} : { conversationId }),
    pickConversation: options.resume === true,
    model: options.model,
    plain,
    colourLevel: colourLevel(context),
    paths,
    env: context.env,
    stdin,
    stdout,
    stderr,
    saveKey: (key) => saveKey(paths, key),
    chooseDemo() {
      env = { ...context.env, JACKDAW_DEMO: '1' };
      return reconnect();
    },
    chooseBaseUrl(url) {
      env = { ...context.env, ANTHROPIC_BASE_URL: url };
      return reconnect();
    },
  });
}

async function conversationOf(
  client: JackdawClient,
  { continue: goOn, resume }: ChatOptions,
): Promise<string | null> {
  if (typeof resume === 'string') return resolveConversation(client, resume);
  return goOn === true ? latestConversation(client) : null;
}
