import { readFileSync } from 'node:fs';

/**
 * Whether a process runs. One that has ended and that nobody has asked for its exit code yet does not: in a container
 * whose first process never asks, it stays in the list for ever.
 */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    // Not ours to signal, but there.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
  return !hasEnded(pid);
}

/** By Linux's /proc/PID/stat: the state stands behind the name, which is in parentheses and may hold any character. */
function hasEnded(pid: number): boolean {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    return /^ [ZX]/.test(stat.slice(stat.lastIndexOf(')') + 1));
  } catch {
    return false;
  }
}
