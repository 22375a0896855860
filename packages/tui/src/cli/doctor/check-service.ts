import { toJackdawError } from '@jackdaw/core/protocol';
import { reasonOf } from '../../connect/reason-of.ts';
import { connectToDaemon } from '../../connect/index.ts';
import type { CliContext } from '../cli-context.ts';
import { effectiveConfig, type EffectiveConfig } from '../config/effective-config.ts';
import { homeOf } from '../home-of.ts';
import { checkEmbedder } from './check-embedder.ts';
import { fail, ok, warn, type Check } from './check.ts';

const OFFICIAL = 'https://api.anthropic.com';
const TIMEOUT_MS = 5_000;

/** The settings, or why they cannot be used. */
export async function checkConfig(
  context: CliContext,
): Promise<{ readonly check: Check; readonly found: EffectiveConfig | null }> {
  const paths = homeOf(context);
  try {
    const found = await effectiveConfig(paths, context.env);
    const changed = found.settings.filter(({ source }) => source === 'file').length;
    return {
      check: ok('config', changed === 0 ? 'the defaults' : `${paths.configFile}, ${changed} set`),
      found,
    };
  } catch (error) {
    return {
      check: fail('config', toJackdawError(error).message, 'Nothing is started until it is mended.'),
      found: null,
    };
  }
}

/** The daemon, started where none runs, as the chat would; and the embedder in it. */
export async function checkDaemon(
  context: CliContext,
  found: EffectiveConfig | null,
): Promise<readonly Check[]> {
  const { env, version, homedir, daemonEntry } = context;
  try {
    const { client, session } = await connectToDaemon({
      env,
      version,
      homedir,
      paths: homeOf(context),
      autoStart: daemonEntry,
    });
    try {
      const detail = `answers, pid ${session.pid}, version ${session.version}`;
      const { embedder, warnings } = await client.call('status', {});
      return [
        session.note === null ? ok('daemon', detail) : warn('daemon', detail, session.note),
        ...warnings.map((warning) => warn('daemon', warning, 'See `jackdaw daemon logs`.')),
        checkEmbedder(embedder, found?.config.embedder.enabled ?? true),
      ];
    } finally {
      client.close();
    }
  } catch (error) {
    return [fail('daemon', toJackdawError(error).message, 'See `jackdaw daemon logs`.')];
  }
}

export function checkKey(env: NodeJS.ProcessEnv, found: EffectiveConfig | null): Check {
  if (env['JACKDAW_DEMO'] === '1') return ok('key', 'not needed: the demo is on');
  if (found?.apiKey.set === true) {
    return ok(
      'key',
      found.apiKey.source === 'environment' ? 'set in ANTHROPIC_API_KEY' : 'kept from the chat',
    );
  }
  if (baseUrlOf(found) !== null) return ok('key', 'not set; a server of your own may not need one');
  return warn(
    'key',
    'not set',
    'Set ANTHROPIC_API_KEY, or enter a key in the chat. JACKDAW_DEMO=1 needs none.',
  );
}

/** Any answer will do: that the server is there is the question, not what it says. */
export async function checkNetwork(env: NodeJS.ProcessEnv, found: EffectiveConfig | null): Promise<Check> {
  if (env['JACKDAW_DEMO'] === '1') return ok('network', 'not needed: the demo is on');
  const own = baseUrlOf(found);
  const url = own ?? OFFICIAL;
  const name = hostOf(url);
  if (hasPassword(url)) {
    const detail = `the address of ${name} holds a user name or password, which calls are refused with`;
    return fail('network', detail, 'Leave it out and set ANTHROPIC_API_KEY.');
  }
  try {
    const response = await fetch(url, {
      method: 'HEAD',
      redirect: 'manual',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    await response.body?.cancel();
    return ok('network', `${name} answers`);
  } catch (error) {
    const reason = whyNoAnswer(error);
    const wanted = own !== null || found?.apiKey.set === true;
    const advice =
      own === null
        ? 'Check the network and its proxy. Cached answers and history work without.'
        : 'Is the server of ANTHROPIC_BASE_URL or baseUrl running?';
    return (wanted ? fail : warn)('network', `${name} does not answer: ${reason}`, advice);
  }
}

/** `fetch` hides the reason in the cause. */
function whyNoAnswer(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error.name === 'TimeoutError') return `nothing within ${TIMEOUT_MS / 1000} s`;
  return reasonOf(error.cause ?? error);
}

function baseUrlOf(found: EffectiveConfig | null): string | null {
  return found?.config.baseUrl ?? null;
}

/** `fetch` would refuse it, and quote it. */
function hasPassword(url: string): boolean {
  const { username = '', password = '' } = URL.parse(url) ?? {};
  return username !== '' || password !== '';
}

/** Without a password that somebody put into the address. */
function hostOf(url: string): string {
  return URL.parse(url)?.origin ?? 'the base URL';
}
