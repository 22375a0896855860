import { fileURLToPath } from 'node:url';
import { isRunning } from '../../packages/tui/src/connect/is-running.ts';
import { poll } from './poll.ts';
import { makeHome } from './test-home.ts';
import { endTour } from './end-tour.ts';
import { startTerminal, type TestTerminal } from './terminal.ts';

const program = fileURLToPath(new URL('../../packages/tui/dist/jackdaw.mjs', import.meta.url));

export interface DemoChat {
  readonly terminal: TestTerminal;
  /** Of the daemon that the chat started; null where none runs. */
  daemonPid(): number | null;
  /** Ends the chat and its daemon, and takes the home away. */
  close(): Promise<void>;
}

/** The bundled chat in a terminal, with a daemon and a home of its own, connected to the demo. */
export async function startDemoChat({ cols, rows }: { cols: number; rows: number }): Promise<DemoChat> {
  const home = makeHome();
  endTour(home.paths);
  const terminal = startTerminal({
    command: process.execPath,
    args: [program],
    cols,
    rows,
    env: { JACKDAW_HOME: home.folder, JACKDAW_DEMO: '1' },
  });
  // Connected: a daemon that is not there yet could not be ended.
  await terminal.waitForText('demo, simulated');
  await poll('the keyboard', () => terminal.raw().includes('\u001b[?2004h'));

  const daemonPid = () => {
    const pid = home.daemonFile()?.pid;
    if (pid === undefined) return null;
    try {
      process.kill(pid, 0);
      return pid;
    } catch {
      return null;
    }
  };
  return {
    terminal,
    daemonPid,
    async close() {
      await terminal.close();
      const pid = daemonPid();
      if (pid !== null) {
        process.kill(pid, 'SIGTERM');
        await poll('the daemon to end', () => !isRunning(pid));
      }
      home[Symbol.dispose]();
    },
  };
}
