import { waitForChange } from '../../connect/index.ts';
import { escapeControls } from '../../output/json-text.ts';
import { neutralise } from '../../text/neutralise.ts';
import type { CliContext } from '../cli-context.ts';
import { homeOf } from '../home-of.ts';
import { listenForStop } from '../stop-signal.ts';
import { write } from '../write.ts';
import { describeLogLine } from './describe-log-line.ts';
import { readLogEnd, readLogSince } from './log-files.ts';
import { createLogFilter, type LogWish } from './log-filter.ts';

export interface LogsOptions extends LogWish {
  readonly follow?: boolean;
  /** The last 50, where no time is named. */
  readonly lines?: number;
  readonly json?: boolean;
}

const LINES = 50;
/** Enough for the last lines, where nothing is looked for. */
const TAIL_BYTES = 1024 * 1024;

export async function showLogs(context: CliContext, options: LogsOptions): Promise<number> {
  const { follow, json, level, since } = options;
  const lines = options.lines ?? (since === undefined ? LINES : Infinity);
  const { logs: folder } = homeOf(context);
  const isWished = createLogFilter(options);
  const print = (whole: readonly string[]) => {
    const text = whole.map((line) => `${line}\n`).join('');
    const shown =
      json === true ? neutralise(escapeControls(text)) : text.split('\n').map(describeLogLine).join('\n');
    return write(context.stdout, shown);
  };
  const wishedOf = (text: string) => text.split('\n').slice(0, -1).filter(isWished);

  const searched = level !== undefined || since !== undefined;
  let { text, place } = await readLogEnd(folder, searched ? Infinity : TAIL_BYTES);
  if (place === null && follow !== true) {
    context.stderr.write(`jackdaw: there is no log yet (${folder}/daemon.log)\n`);
    return 0;
  }
  const found = wishedOf(text);
  await print(lines === Infinity ? found : found.slice(-lines));
  if (follow !== true) return 0;

  const stop = listenForStop(context.stdout);
  try {
    while (!stop.signal.aborted) {
      ({ text, place } = await readLogSince(folder, place));
      await print(wishedOf(text));
      await waitForChange(folder, 500, stop.signal).catch(() => {});
    }
  } finally {
    stop.release();
  }
  return stop.exitCode();
}
