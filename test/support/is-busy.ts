import { readFileSync } from 'node:fs';

/** Whether a process runs, or would if it had a processor; by Linux's /proc/PID/stat, false where there is none. */
export function isBusy(pid: number): boolean {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    return /^ [RD]/.test(stat.slice(stat.lastIndexOf(')') + 1));
  } catch {
    return false;
  }
}
