/** What every command gets: the process it runs in, so that a test can be one. */
export interface CliContext {
  readonly stdin: NodeJS.ReadStream;
  readonly stdout: NodeJS.WriteStream;
  readonly stderr: NodeJS.WriteStream;
  /** `JACKDAW_HOME` is absolute in it. */
  readonly env: NodeJS.ProcessEnv;
  /** The person's current folder: relative paths on the command line start here. */
  readonly cwd: string;
  readonly homedir: string;
  /** Of this program. */
  readonly version: string;
  /** Path of `daemon.mjs`. */
  readonly daemonEntry: string;
  /** No boxes, colours, spinners or cut columns. */
  readonly plain: boolean;
}

/** A command's work: its exit code, or a `JackdawError` whose code stands for one. */
export type Handler<Arguments extends readonly unknown[]> = (
  context: CliContext,
  ...args: Arguments
) => Promise<number>;
