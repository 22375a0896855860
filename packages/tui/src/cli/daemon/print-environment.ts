import { JackdawError } from '@jackdaw/core/protocol';
import { readDaemonFile } from '../../connect/index.ts';
import type { CliContext } from '../cli-context.ts';
import { effectiveConfig } from '../config/effective-config.ts';
import { homeOf } from '../home-of.ts';
import { printJson, printLines, type JsonOption } from '../output.ts';
import { findDaemon } from './find-daemon.ts';

export interface EnvironmentOptions extends JsonOption {
  readonly apiKey?: boolean;
}

/** What a tool's environment needs, as lines for a shell (sh, bash, zsh, fish). Does not start the daemon. */
export async function printEnvironment(context: CliContext, options: EnvironmentOptions): Promise<number> {
  const paths = homeOf(context);
  const found = await findDaemon(context);
  found?.client.close();
  const file = found === null ? null : await readDaemonFile(paths);
  if (file === null) {
    throw new JackdawError(
      'daemon_unavailable',
      'The daemon is not running, so tools have nothing to talk to. Start it with `jackdaw daemon start`.',
    );
  }
  const variables = {
    ANTHROPIC_BASE_URL: file.url,
    [options.apiKey === true ? 'ANTHROPIC_API_KEY' : 'ANTHROPIC_AUTH_TOKEN']: file.token,
  };
  if (options.json === true) {
    await printJson(context, variables);
    return 0;
  }
  const { config } = await effectiveConfig(paths, context.env);
  const exports = Object.entries(variables).map(([name, value]) => `export ${name}=${quoted(value)}`);
  await printLines(context, config.daemon.port === 0 ? [...exports, CHANGES] : exports);
  return 0;
}

const CHANGES =
  '# Both change when the daemon starts again. A port of its own keeps them: jackdaw config set daemon.port 8787';

/** A word that no shell reads anything into. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
