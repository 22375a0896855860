export interface PollOptions {
  /** Milliseconds until giving up. */
  readonly timeoutMs?: number;
  /** Told when giving up: what was seen instead. */
  readonly describe?: () => string;
}

/**
 * Waits until `probe` gives something other than undefined or false, and gives that. A file that is not there (any
 * more), and JSON that is not whole yet, are waited for too; whatever else `probe` throws ends the wait.
 */
export async function poll<T>(
  what: string,
  probe: () => T | Promise<T>,
  { timeoutMs = 60_000, describe }: PollOptions = {},
): Promise<Exclude<T, undefined | false>> {
  const deadline = performance.now() + timeoutMs;
  while (true) {
    let cause: Error | undefined;
    try {
      const found = await probe();
      if (found !== undefined && found !== false) return found as Exclude<T, undefined | false>;
    } catch (error) {
      if (!mayPass(error)) throw error;
      cause = error;
    }
    if (performance.now() > deadline) {
      const seen = [cause?.message, describe?.()].filter((one) => one !== undefined);
      throw new Error([`Waited ${timeoutMs} ms for ${what}.`, ...seen].join('\n'), { cause });
    }
    await new Promise((resolve) => setTimeout(resolve, 15));
  }
}

/** What a file looks like to a reader while somebody else writes or removes it. */
const mayPass = (error: unknown): error is Error =>
  error instanceof SyntaxError || (error instanceof Error && 'code' in error && error.code === 'ENOENT');
