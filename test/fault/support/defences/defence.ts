/** A text of a source and what takes its place, so that a defence is gone. */
export interface Change {
  /** From the root of the project. */
  readonly file: string;
  /** Stands there exactly once. */
  readonly find: string;
  readonly replace: string;
}

/** Something that stands in an attacker's way, and the test that must fail when it does not. */
export interface Defence {
  /** As SECURITY.md names it. */
  readonly id: string;
  readonly changes: readonly Change[];
  /** The test's file, from the root of the project. */
  readonly test: string;
  /** A part of the tests' names; all of the file without it. */
  readonly name?: string;
}

/** Most defences stand in one place. */
export function defence(
  id: string,
  file: string,
  find: string,
  replace: string,
  test: string,
  name?: string,
): Defence {
  return { id, changes: [{ file, find, replace }], test, ...(name === undefined ? {} : { name }) };
}
