import type { Command } from 'commander';
import type { Handler } from './cli-context.ts';

/** Loads a command's work when it is called, so that `--help` and the others do not wait for it. */
export type Runs = <Arguments extends readonly unknown[]>(
  load: () => Promise<Handler<Arguments>>,
) => (this: Command, ...args: Arguments) => Promise<void>;
