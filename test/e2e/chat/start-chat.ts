import { fileURLToPath } from 'node:url';
import { poll } from '../../support/poll.ts';
import { startTerminal, type TerminalOptions, type TestTerminal } from '../../support/terminal.ts';
import type { CommandHome } from '../command/command-home.ts';

export const program = fileURLToPath(new URL('../../../packages/tui/dist/jackdaw.mjs', import.meta.url));

/** The bundled chat in a terminal of 80×24, in a home whose service is a simulator; connected, past its first paint. */
export async function startChat(
  bench: CommandHome,
  args: readonly string[] = [],
  options: Partial<TerminalOptions> = {},
): Promise<TestTerminal> {
  const env = { ...bench.env, ...options.env };
  const terminal = startTerminal({ command: process.execPath, args: [program, ...args], ...options, env });
  await poll('the keyboard', () => terminal.raw().includes('\u001b[?2004h'));
  await terminal.waitForText('/help');
  await terminal.waitForNoText(/connecting…|starting the daemon/);
  return terminal;
}

/** The messages of the latest conversation, as `history show --json` tells them. */
export async function latestMessages(
  bench: CommandHome,
): Promise<readonly { readonly role: string; readonly text: string; readonly state: string }[]> {
  const [latest] = await bench.json(['history', 'list', '--json']);
  if (latest === undefined) return [];
  return (await bench.json(['history', 'show', latest.id, '--json'])).messages;
}
