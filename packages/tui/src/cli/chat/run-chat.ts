import type { JackdawClient } from '@jackdaw/core/client';
import type { ChatLink } from '../../render-chat-options.ts';
import type { CliContext } from '../cli-context.ts';
import { readConfig } from '../../connect/index.ts';
import { connectQuietly } from '../connect.ts';
import { latestConversation, resolveConversation } from '../conversation-id.ts';
import { homeOf } from '../home-of.ts';
import { colourLevel } from '../colour-level.ts';
import { askBackground, backgroundInEnvironment } from '../../theme/index.ts';
import { readAppearance } from './read-appearance.ts';
import { readKeys } from './read-keys.ts';
import { saveKey } from './save-key.ts';
import { saveServer } from './save-server.ts';
import { createServerLooks } from './server-looks.ts';

export interface ChatOptions {
  readonly continue?: boolean;
  /** An id, the beginning of one, or `true` to pick. */
  readonly resume?: string | true;
  readonly model?: string;
}

/** `jackdaw`: the chat, on connections that it opens, renews and redirects by itself. */
export async function runChat(context: CliContext, options: ChatOptions): Promise<number> {
  const { stdin, stdout, stderr, plain } = context;
  const isScreen = stdin.isTTY && stdout.isTTY && !plain && showsScreens(context.env);
  // Before the screen's code is loaded: what is typed meanwhile is for the chat, not for the terminal to echo.
  if (isScreen) stdin.setRawMode(true);
  const level = colourLevel(context);
  const asked =
    isScreen && level > 0 && context.env['TERM'] !== 'linux'
      ? askBackground({ stdin, stdout, waitMs: BACKGROUND_MS })
      : null;
  const { renderChat } = await import('../../render-chat.tsx');
  const paths = homeOf(context);
  // Whom to ask, as chosen in the chat: each new connection says so again.
  const settings = await readConfig(paths).catch(() => null);
  let env = withServer(context.env, settings?.baseUrl ?? null);
  const connect = (onStarting?: () => void): Promise<ChatLink> =>
    connectQuietly({ ...context, env }, undefined, onStarting);
  const { keys, problems } = await readKeys(paths);
  const { theme, background, motion } = await readAppearance(paths, context.env);
  const told = (await asked?.background) ?? backgroundInEnvironment(context.env) ?? undefined;
  return renderChat({
    theme,
    motion,
    background: background ?? told,
    onBackground: (listener) => background === null && asked?.onLate(listener),
    keys,
    problems,
    version: context.version,
    connect,
    findConversation: (client) => findConversation(client, options),
    pickConversation: options.resume === true,
    model: options.model ?? settings?.model,
    plain: !isScreen,
    colourLevel: level,
    paths,
    env: context.env,
    stdin: asked?.stdin ?? stdin,
    stdout,
    stderr,
    examine: async () => (await import('../doctor/run-doctor.ts')).examine({ ...context, env }),
    saveKey: (key) => saveKey(paths, key),
    chooseDemo() {
      env = { ...context.env, JACKDAW_DEMO: '1' };
      return connect();
    },
    async chooseBaseUrl(url, model) {
      await saveServer(paths, url, model);
      env = { ...context.env, ANTHROPIC_BASE_URL: url };
      return connect();
    },
    servers: createServerLooks(paths, () => env),
    tour: true,
  });
}

/** The settings' server, as they are now: a daemon that runs may have been started before they were changed. */
function withServer(env: NodeJS.ProcessEnv, baseUrl: string | null): NodeJS.ProcessEnv {
  const isNamed = (env['ANTHROPIC_BASE_URL'] ?? '') !== '';
  return isNamed || baseUrl === null ? env : { ...env, ANTHROPIC_BASE_URL: baseUrl };
}

/** What the terminal says of its background is waited for while the screen's code is loaded, and hardly longer. */
const BACKGROUND_MS = 100;

/** Not where a program reads the screen aloud, nor where a terminal cannot move its cursor. */
function showsScreens(env: CliContext['env']): boolean {
  const isRead = !['', '0', 'false'].includes(env['INK_SCREEN_READER'] ?? '');
  return !isRead && env['TERM'] !== 'dumb';
}

async function findConversation(
  client: JackdawClient,
  { continue: goOn, resume }: ChatOptions,
): Promise<string | null> {
  if (typeof resume === 'string') return resolveConversation(client, resume);
  return goOn === true ? latestConversation(client) : null;
}
