import { open, stat } from 'node:fs/promises';
import { JackdawError } from '@jackdaw/core/protocol';
import { isMissing, reasonOf, waitForChange } from '../../connect/index.ts';
import { escapeControls } from '../../output/json-text.ts';
import { neutralise } from '../../text/neutralise.ts';
import type { CliContext } from '../cli-context.ts';
import { homeOf } from '../home-of.ts';
import { listenForStop } from '../stop-signal.ts';
import { write } from '../write.ts';
import { describeLogLine } from './describe-log-line.ts';

export interface LogsOptions {
  readonly follow?: boolean;
  readonly lines: number;
  readonly json?: boolean;
}

/** Enough for the last lines; the log itself may be megabytes. */
const TAIL_BYTES = 1024 * 1024;

export async function showLogs(context: CliContext, { follow, lines, json }: LogsOptions): Promise<number> {
  const folder = homeOf(context).logs;
  const file = `${folder}/daemon.log`;
  const print = (text: string) => {
    const shown =
      json === true ? neutralise(escapeControls(text)) : text.split('\n').map(describeLogLine).join('\n');
    return write(context.stdout, shown);
  };
  const size = await sizeOf(file);
  if (size === null && follow !== true) {
    context.stderr.write(`jackdaw: there is no log yet (${file})\n`);
    return 0;
  }
  const start = Math.max(0, (size ?? 0) - TAIL_BYTES);
  const tail = (await readFrom(file, start)).split('\n');
  // Behind the last line break there is nothing, or a line that is being written.
  const rest = tail.pop() ?? '';
  await print(
    tail
      .slice(-lines)
      .map((line) => `${line}\n`)
      .join(''),
  );
  if (follow !== true) return 0;

  const stop = listenForStop(context.stdout);
  let position = (size ?? 0) - Buffer.byteLength(rest);
  try {
    while (!stop.signal.aborted) {
      const now = (await sizeOf(file)) ?? 0;
      // Moved away at a start of the daemon.
      if (now < position) position = 0;
      const added = now > position ? await readFrom(file, position) : '';
      const whole = added.slice(0, added.lastIndexOf('\n') + 1);
      position += Buffer.byteLength(whole);
      await print(whole);
      await waitForChange(folder, 500, stop.signal).catch(() => {});
    }
  } finally {
    stop.release();
  }
  return stop.exitCode();
}

async function sizeOf(file: string): Promise<number | null> {
  try {
    return (await stat(file)).size;
  } catch (error) {
    if (isMissing(error)) return null;
    throw unreadable(file, error);
  }
}

async function readFrom(file: string, position: number): Promise<string> {
  try {
    const handle = await open(file, 'r');
    try {
      const chunks: Buffer[] = [];
      for await (const chunk of handle.createReadStream({ start: position, autoClose: false })) {
        chunks.push(Buffer.from(chunk));
      }
      return Buffer.concat(chunks).toString('utf8');
    } finally {
      await handle.close();
    }
  } catch (error) {
    if (isMissing(error)) return '';
    throw unreadable(file, error);
  }
}

function unreadable(file: string, cause: unknown): JackdawError {
  return new JackdawError('storage_failed', `${file} cannot be read: ${reasonOf(cause)}.`, { cause });
}
