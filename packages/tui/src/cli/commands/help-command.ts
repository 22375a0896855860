import type { Command } from 'commander';
import { withExamples } from './examples.ts';
import { unknownCommand } from './unknown-command.ts';

/** `jackdaw help history list`: the same as `jackdaw history list --help`. */
export function addHelpCommand(program: Command): void {
  const help = program
    .command('help')
    .summary('show the help of a command')
    .description('Show the help of a command.')
    .argument('[command...]', 'the command’s name')
    .action((names: readonly string[]) => {
      let found = program;
      for (const name of names) {
        found = found.commands.find((command) => command.name() === name) ?? unknownCommand(found, name);
      }
      found.help();
    });
  withExamples(help, 'jackdaw help ask', 'jackdaw help history list');
}
