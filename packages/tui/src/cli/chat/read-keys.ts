import type { HomePaths } from '@jackdaw/core/home';
import { readConfig } from '../../connect/index.ts';
import { createKeyMap, type KeyMap } from '../../keys/index.ts';

/** The chat's keys, with what the config changes of them. A file that cannot be read is told by the connection. */
export async function readKeys(
  paths: HomePaths,
): Promise<{ readonly keys: KeyMap; readonly problems: readonly string[] }> {
  const overrides = await readConfig(paths).then(
    (config) => config.keys,
    () => ({}),
  );
  const { keys, problems } = createKeyMap(overrides);
  const told = problems.map((problem) => `${paths.configFile}: ${problem}`);
  return { keys, problems: told };
}
