import { CommanderError } from 'commander';
import type { CliContext } from './cli-context.ts';
import { createProgram } from './program.ts';

/** Exit code for a command line that cannot be understood. */
const USAGE = 2;

/**
 * One run of the command: parses, works, reports. Resolves with the exit code; never rejects. `args` are those after
 * the program's name.
 */
export async function runCli(context: CliContext, args: readonly string[]): Promise<number> {
  const outcome = { exitCode: 0 };
  try {
    await createProgram(context, outcome).parseAsync([...args], { from: 'user' });
    return outcome.exitCode;
  } catch (error) {
    // Its message is out already; help and version that were asked for are not mistakes.
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : USAGE;
    const { reportError } = await import('./report-error.ts');
    return reportError(context, error);
  }
}
