import type { HomePaths, Motion, ThemeName } from '@jackdaw/core/home';
import { MOTIONS } from '@jackdaw/core/home';
import { readConfig } from '../../connect/index.ts';
import type { Background } from '../../theme/index.ts';

/** How the chat looks and moves. */
export interface Appearance {
  readonly theme: ThemeName;
  /** Null where the terminal is to be asked. */
  readonly background: Background | null;
  readonly motion: Motion;
}

/** As the config says, `JACKDAW_MOTION` before it. A file that cannot be read is told by the connection. */
export async function readAppearance(
  paths: HomePaths,
  env: Readonly<Record<string, string | undefined>>,
): Promise<Appearance> {
  const config = await readConfig(paths).catch(() => null);
  const motion = MOTIONS.find((name) => name === env['JACKDAW_MOTION']) ?? config?.motion ?? 'full';
  const background = config?.background ?? 'auto';
  return { theme: config?.theme ?? 'dusk', background: background === 'auto' ? null : background, motion };
}
