import type { CommandHome } from '../e2e/command/command-home.ts';
import type { TestTerminal } from '../support/terminal.ts';

/** A picture to take: what is done at the terminal until it shows what is to be seen. */
export interface Scene {
  /** Of the file. */
  readonly name: string;
  /** What it shows, for those who cannot see it. */
  readonly title: string;
  readonly columns: number;
  readonly rows: number;
  /** Before the chat opens: what was asked earlier, on this machine. */
  readonly prepare?: (bench: CommandHome) => Promise<void>;
  readonly act: (terminal: TestTerminal, bench: CommandHome) => Promise<void>;
}
