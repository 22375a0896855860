export interface DaemonMode {
  /** It ends by itself when nobody uses it. */
  readonly auto: boolean;
}

/**
 * For V8, and only heard on the command line. Left to itself it lets the heap grow to several times of what is alive
 * before it looks: over 200 MB of anonymous memory after 10,000 turns, of which some 25 MB were alive. With the heap growing
 * by two fifths at most and the space of new objects bounded to 4 MiB it is about half of that (`bench memory`): 16 MiB would
 * take a fourteenth less of the time under load, and 20 MiB more. That several threads collect it costs more than it gives: to
 * wake them took as long as the collecting (docs/decisions/0163-a-collector-of-one-thread.md). What V8 does by itself when
 * nobody asks for a while made the daemon forget how its code runs (docs/decisions/0170-no-forgetting-at-rest.md), and what it
 * compiles it compiled late (docs/decisions/0171-compiled-after-hundreds-of-calls.md).
 */
const MEMORY_FLAGS = [
  '--max-semi-space-size=4',
  '--heap-growing-percent=40',
  '--no-parallel-scavenge',
  '--no-memory-reducer',
] as const;
const SPEED_FLAGS = ['--invocation-count-for-turbofan=300'] as const;

/**
 * For the C library, which LevelDB's memory comes from. Left to itself glibc gives each thread an arena of its own, and
 * what the worker threads free stays in theirs; and once a large piece was freed it takes all that are smaller from the
 * heap, where small ones that live on come to lie between. Other libraries do not hear it
 * (docs/decisions/0026-bounds-for-the-c-library.md).
 */
export const DAEMON_ENVIRONMENT = { MALLOC_ARENA_MAX: '2', MALLOC_MMAP_THRESHOLD_: '65536' } as const;

/** What Node is to be called with for a daemon; `entry` is the path of `daemon.mjs`. */
export function daemonArguments(entry: string, { auto }: DaemonMode): readonly string[] {
  return [...MEMORY_FLAGS, ...SPEED_FLAGS, entry, 'run', ...(auto ? ['--auto'] : [])];
}
