import process from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';

/** Long enough for the signal to arrive. Milliseconds. */
const ARRIVES_WITHIN_MS = 50;

/** Tells where job control says that the program is to stop, until the returned function is called. Windows has none. */
export function onStopSignal(listener: () => void): () => void {
  if (process.platform === 'win32') return () => {};
  process.on('SIGTSTP', listener);
  return () => void process.off('SIGTSTP', listener);
}

/**
 * Stops the process and its group as Ctrl+Z does, and resolves when the shell has brought it back; at once where
 * nobody could. The terminal has to be the shell's by now.
 */
export async function stopProcess(): Promise<void> {
  if (process.platform === 'win32') return;
  const listeners = process.listeners('SIGTSTP');
  // Only unheard does the signal stop.
  process.removeAllListeners('SIGTSTP');
  process.kill(0, 'SIGTSTP');
  await sleep(ARRIVES_WITHIN_MS);
  for (const listener of listeners) process.on('SIGTSTP', listener);
}
