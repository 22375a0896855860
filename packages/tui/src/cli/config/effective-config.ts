import { readFile } from 'node:fs/promises';
import { parse } from 'jsonc-parser';
import { parseConfig, type Config, type HomePaths } from '@jackdaw/core/home';
import { readDaemonFile } from '../../connect/index.ts';
import { readConfigText } from '../../connect/prepare-home.ts';
import { flatten } from './flatten.ts';

export type Source = 'default' | 'file' | 'environment' | 'credentials';

export interface Setting {
  readonly name: string;
  readonly value: unknown;
  readonly source: Source;
}

export interface EffectiveConfig {
  readonly config: Config;
  readonly settings: readonly Setting[];
  /** Never the key itself. */
  readonly apiKey: { readonly set: boolean; readonly source: Source | null };
}

/** The settings in force for a command that runs in this environment. Throws `invalid_config`. */
export async function effectiveConfig(paths: HomePaths, env: NodeJS.ProcessEnv): Promise<EffectiveConfig> {
  const text = await readConfigText(paths);
  const inFile = parseConfig(text, paths.configFile);
  const written: unknown = text.trim() === '' ? {} : parse(text, [], { allowTrailingComma: true });
  const named = new Set(
    flatten(typeof written === 'object' && written !== null ? written : {}).map(([name]) => name),
  );
  const baseUrl = env['ANTHROPIC_BASE_URL'];
  // What a shell is told for its tools (`daemon env`) is not for the daemon itself.
  const isOwn = baseUrl !== undefined && baseUrl === (await readDaemonFile(paths))?.url;
  const overrides = baseUrl === undefined || baseUrl === '' || isOwn ? {} : { baseUrl };
  const config = { ...inFile, ...overrides };
  const settings = flatten(config).map(([name, value]): Setting => {
    const source = name in overrides ? 'environment' : named.has(name) ? 'file' : 'default';
    return { name, value, source };
  });
  return { config, settings, apiKey: await findKey(paths, env) };
}

async function findKey(paths: HomePaths, env: NodeJS.ProcessEnv): Promise<EffectiveConfig['apiKey']> {
  if ((env['ANTHROPIC_API_KEY'] ?? '').trim() !== '') return { set: true, source: 'environment' };
  return (await hasStoredKey(paths.credentialsFile))
    ? { set: true, source: 'credentials' }
    : { set: false, source: null };
}

async function hasStoredKey(file: string): Promise<boolean> {
  try {
    const stored: unknown = JSON.parse(await readFile(file, 'utf8'));
    return (
      typeof stored === 'object' &&
      stored !== null &&
      'apiKey' in stored &&
      typeof stored.apiKey === 'string' &&
      stored.apiKey !== ''
    );
  } catch {
    return false;
  }
}
