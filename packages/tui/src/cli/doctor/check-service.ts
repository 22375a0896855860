import { toJackdawError } from '@jackdaw/core/protocol';
import { connectToDaemon } from '../../connect/index.ts';
import type { CliContext } from '../cli-context.ts';
import { effectiveConfig, type EffectiveConfig } from '../config/effective-config.ts';
import { homeOf } from '../home-of.ts';
import { checkEmbedder } from './check-embedder.ts';
import { fail, ok, warn, type Check } from './check.ts';

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
