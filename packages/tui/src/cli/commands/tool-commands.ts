import type { Command } from 'commander';
import type { CliContext } from '../cli-context.ts';
import type { Runs } from '../runs.ts';
import { withExamples } from './examples.ts';

/** `doctor`, `simulate` and `man`: what helps when something does not work. */
export function addToolCommands(program: Command, runs: Runs): void {
  const doctor = program
    .command('doctor')
    .summary('check that everything jackdaw needs is there')
    .description(
      'Check Node, folders, settings, daemon, key, network, terminal and disk, and say what to do. Exit code 1 where something fails.',
    )
    .option('--json', 'a JSON object')
    .action(runs(async () => (await import('../doctor/run-doctor.ts')).runDoctor));
  withExamples(doctor, 'jackdaw doctor', 'jackdaw doctor --json | jq .ok');

  const simulate = program
    .command('simulate')
    .summary('run the simulator of the Messages API')
    .description(
      'Run a local server that speaks the Messages API and answers by itself, for tests and demonstrations.',
    )
    .usage('[args...]')
    .argument('[args...]', '`jackdaw simulate --help` lists them')
    .allowUnknownOption()
    .passThroughOptions()
    .helpOption(false)
    .action(runs(async () => (await import('../daemon/run-program.ts')).simulate));
  withExamples(simulate, 'jackdaw simulate --help', 'jackdaw simulate --port 8080');

  const manual = program
    .command('man')
    .summary('print the manual page')
    .description('Print the manual page in roff, for man to show. An installed package brings it along.')
    .action(
      runs(async () => {
        const { printManual } = await import('../manual/print-manual.ts');
        return (context: CliContext) => printManual(context, program);
      }),
    );
  withExamples(manual, 'jackdaw man | man -l -', 'jackdaw man > ~/.local/share/man/man1/jackdaw.1');
}
