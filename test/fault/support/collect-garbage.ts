import { WebSocket } from 'ws';
import { poll } from '../../support/poll.ts';
import type { DaemonProcess } from '../../support/start-daemon.ts';

/** What a process needs to be started with: its inspector, which a signal opens, takes any free port. */
export const COLLECTABLE = { NODE_OPTIONS: '--inspect-port=0' };

/**
 * Has a daemon collect its garbage, through Node's inspector: V8 keeps up to two fifths more than is alive, by chance of
 * the moment, which would hide what grows.
 */
export async function collectGarbage({ child, said }: DaemonProcess): Promise<void> {
  child.kill('SIGUSR1');
  const url = await poll('the inspector', () => /Debugger listening on (ws:\S+)/.exec(said())?.[1]);
  const inspector = new WebSocket(url);
  try {
    await new Promise((resolve, reject) => {
      inspector.once('open', resolve);
      inspector.once('error', reject);
    });
    const collected = new Promise((resolve) => inspector.once('message', resolve));
    inspector.send(JSON.stringify({ id: 1, method: 'HeapProfiler.collectGarbage' }));
    await collected;
  } finally {
    inspector.close();
  }
}
