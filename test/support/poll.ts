export interface PollOptions {
  /** Milliseconds until giving up. */
  readonly timeoutMs?: number;
  /** Told when giving up: what was seen instead. */
  readonly describe?: () => string;
}

/** Waits until `probe` gives something other than undefined or false, and gives that. */
export async function poll<T>(
  what: string,
  probe: () => T | Promise<T>,
  { timeoutMs = 60_000, describe }: PollOptions = {},
): Promise<Exclude<T, undefined | false>> {
  const deadline = performance.now() + timeoutMs;
  while (true) {
    const found = await probe();
    if (found !== undefined && found !== false) return found as Exclude<T, undefined | false>;
    if (performance.now() > deadline) {
      throw new Error(
        `Waited ${timeoutMs} ms for ${what}.${describe === undefined ? '' : `\n${describe()}`}`,
      );
    }
    await new Promise((resolve) => setTimeout(resolve, 15));
  }
}
