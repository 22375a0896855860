import { performance } from 'node:perf_hooks';
import type { ProcessFigures } from './daemon-figures.ts';

/** What the system says of this process; nothing runs between two looks. */
export function processFigures(): ProcessFigures {
  const { user, system } = process.cpuUsage();
  const { rss, heapUsed, heapTotal } = process.memoryUsage();
  return {
    cpuSeconds: (user + system) / 1e6,
    residentBytes: rss,
    heapUsedBytes: heapUsed,
    heapTotalBytes: heapTotal,
    startedAt: performance.timeOrigin / 1000,
    eventLoopUtilization: performance.eventLoopUtilization().utilization,
  };
}
