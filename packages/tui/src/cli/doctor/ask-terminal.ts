import type { CliContext } from '../cli-context.ts';
import { readTerminalReplies, TERMINAL_QUERY, type TerminalReplies } from './read-terminal-replies.ts';

/** A terminal that has not answered for so long answers nothing. Milliseconds. */
const PATIENCE_MS = 1_000;

/**
 * Asks the terminal what it can do; null where it does not say, or where there is none. What is typed meanwhile is
 * lost; nothing stays on the screen.
 */
export async function askTerminal({
  stdin,
  stdout,
  env,
}: Pick<CliContext, 'stdin' | 'stdout' | 'env'>): Promise<TerminalReplies | null> {
  if (!stdin.isTTY || !stdout.isTTY || env['TERM'] === 'dumb' || env['TERM'] === 'linux') return null;
  const answered = Promise.withResolvers<TerminalReplies | null>();
  let input = '';
  const onData = (chunk: Buffer | string) => {
    input += chunk.toString();
    const replies = readTerminalReplies(input);
    if (replies !== null) answered.resolve(replies);
    // In raw mode nobody else hears of it.
    else if (input.includes('\u0003')) answered.resolve(null);
  };
  const timer = setTimeout(() => answered.resolve(null), PATIENCE_MS);
  stdin.setRawMode(true);
  stdin.on('data', onData);
  try {
    stdout.write(TERMINAL_QUERY);
    return await answered.promise;
  } finally {
    clearTimeout(timer);
    stdin.off('data', onData);
    stdin.pause();
    stdin.setRawMode(false);
  }
}
