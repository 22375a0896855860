import type { Command } from 'commander';

export interface Completion {
  readonly word: string;
  readonly about: string;
}

/** One command as a completion script needs it. */
export interface CommandShape {
  /** `jackdaw history list` */
  readonly path: string;
  /** Subcommands, fixed argument values, and flags. */
  readonly words: readonly Completion[];
  /** Values of flags that take one of a few, by flag. */
  readonly choices: readonly { readonly flag: string; readonly values: readonly string[] }[];
}

/** The command and all below it. */
export function commandShapes(command: Command, parents = ''): readonly CommandShape[] {
  const path = parents === '' ? command.name() : `${parents} ${command.name()}`;
  const options = command.options.filter((option) => !option.hidden);
  const help: readonly Completion[] = [{ word: '--help', about: 'show the help' }];
  const own: CommandShape = {
    path,
    words: [
      ...command.commands.map((child) => ({
        word: child.name(),
        about: child.summary() || child.description(),
      })),
      ...command.registeredArguments.flatMap(({ argChoices, description }) =>
        (argChoices ?? []).map((word) => ({ word, about: description })),
      ),
      ...options.map((option) => ({ word: option.long ?? option.flags, about: option.description })),
      ...help,
    ],
    choices: options.flatMap(({ long, argChoices }) =>
      long === undefined || long === null || argChoices === undefined
        ? []
        : [{ flag: long, values: argChoices }],
    ),
  };
  return [own, ...command.commands.flatMap((child) => commandShapes(child, path))];
}
