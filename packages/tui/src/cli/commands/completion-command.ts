import { Argument, type Command } from 'commander';
import type { CliContext } from '../cli-context.ts';
import { SHELLS, type Shell } from '../completion/shells.ts';
import type { Runs } from '../runs.ts';
import { withExamples } from './examples.ts';

export function addCompletionCommand(program: Command, runs: Runs): void {
  const completion = program
    .command('completion')
    .summary('print a script that completes jackdaw in the shell')
    .description('Print a completion script for a shell.')
    .addArgument(new Argument('<shell>', 'the shell').choices(SHELLS))
    .action(
      runs(async () => {
        const { printCompletion } = await import('../completion/print-completion.ts');
        return (context: CliContext, shell: Shell) => printCompletion(context, program, shell);
      }),
    );
  withExamples(
    completion,
    'jackdaw completion bash > ~/.local/share/bash-completion/completions/jackdaw',
    'jackdaw completion zsh > "${fpath[1]}/_jackdaw"',
    'jackdaw completion fish > ~/.config/fish/completions/jackdaw.fish',
  );
}
