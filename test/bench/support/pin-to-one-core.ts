import { execFileSync } from 'node:child_process';

/**
 * Puts this process and its children to come on one core, where the system has `taskset`; says whether it did. For round
 * trips of microseconds between processes: across cores a wake-up takes several times what either server does, and which
 * of two servers has to pay it is the scheduler's mood, not their work.
 */
export function pinToOneCore(): boolean {
  try {
    execFileSync('taskset', ['-a', '-c', '-p', '0', String(process.pid)], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
