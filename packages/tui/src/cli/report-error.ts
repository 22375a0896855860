import { ERROR_CODES, toJackdawError } from '@jackdaw/core/protocol';
import { formatDuration } from '../output/format-duration.ts';
import { neutralise } from '../text/neutralise.ts';
import type { CliContext } from './cli-context.ts';

/** Says on stderr what went wrong; the exit code that stands for it. */
export function reportError(context: Pick<CliContext, 'stderr'>, thrown: unknown): number {
  const error = toJackdawError(thrown);
  const again =
    error.retryAfterMs === undefined ? '' : ` Try again in ${formatDuration(error.retryAfterMs)}.`;
  context.stderr.write(`jackdaw: ${neutralise(error.message).trimEnd()}${again}\n`);
  return ERROR_CODES[error.code].exitCode;
}
