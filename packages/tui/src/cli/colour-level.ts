import type { ColourLevel } from '../render-chat-options.ts';
import type { CliContext } from './cli-context.ts';

/** What the terminal can show, by what it says of itself; none where it is not wanted. */
export function colourLevel({
  stdout,
  env,
  plain,
}: Pick<CliContext, 'stdout' | 'env' | 'plain'>): ColourLevel {
  const noColor = env['NO_COLOR'] !== undefined && env['NO_COLOR'] !== '';
  if (plain || noColor || !stdout.isTTY) return 0;
  const depth = stdout.getColorDepth(env);
  return depth >= 24 ? 3 : depth >= 8 ? 2 : depth >= 4 ? 1 : 0;
}
