import { supportsHyperlinks } from '../../theme/index.ts';
import type { CliContext } from '../cli-context.ts';
import { ok, warn, type Check } from './check.ts';

/** Less than that, and answers are hard to read. */
const LEAST_COLUMNS = 40;
const LEAST_ROWS = 10;

/** What the terminal can do, as far as it can be told without asking it. */
export function checkTerminal({ stdout, env }: CliContext): Check {
  if (!stdout.isTTY) return ok('terminal', 'the output is not a terminal');
  const term = env['TERM'] ?? 'unknown';
  const colours = 2 ** stdout.getColorDepth(env);
  const within = env['TMUX'] ? ', in tmux' : env['STY'] ? ', in screen' : '';
  const detail = [
    `${term}${within}`,
    `${stdout.columns}×${stdout.rows}`,
    colours > 2 ? `${colours.toLocaleString('en-US')} colours` : 'no colours',
    supportsHyperlinks(env) ? 'links can be opened' : 'links as text',
  ].join(', ');
  const locale = env['LC_ALL'] || env['LC_CTYPE'] || env['LANG'] || '';
  if (term === 'dumb')
    return warn('terminal', detail, 'This terminal cannot move its cursor: use `jackdaw --plain`.');
  if (locale !== '' && !/utf-?8/i.test(locale))
    return warn(
      'terminal',
      `${detail}, ${locale}`,
      'Set LANG to a UTF-8 locale, or letters and lines are garbled.',
    );
  if (stdout.columns < LEAST_COLUMNS || stdout.rows < LEAST_ROWS)
    return warn('terminal', detail, `Make it at least ${LEAST_COLUMNS}×${LEAST_ROWS}.`);
  return ok('terminal', detail);
}
