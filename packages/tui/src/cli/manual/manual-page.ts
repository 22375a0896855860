import type { Command } from 'commander';
import { roff } from './roff.ts';

const FILES: readonly (readonly [string, string])[] = [
  [
    '$XDG_CONFIG_HOME/jackdaw/config.json',
    'Settings; JSON, comments allowed. `jackdaw config path` names it.',
  ],
  ['$XDG_DATA_HOME/jackdaw/data', 'Conversations, cache and ledger. Only the daemon opens it.'],
  [
    '$XDG_STATE_HOME/jackdaw/run',
    'The daemon’s socket, daemon.json, which tells programs how to reach it, and the token that is kept where daemon.port is set.',
  ],
  ['$XDG_STATE_HOME/jackdaw/logs', 'The daemon’s log.'],
];

const ENVIRONMENT: readonly (readonly [string, string])[] = [
  ['ANTHROPIC_API_KEY', 'The key. It comes before one that was entered in the chat.'],
  ['ANTHROPIC_BASE_URL', 'Another server that speaks the Messages API.'],
  ['JACKDAW_HOME', 'A folder for all of the files below, instead of the XDG folders.'],
  ['JACKDAW_DEMO', '1: the built-in simulator answers, without a key or costs.'],
  ['HTTPS_PROXY, HTTP_PROXY, NO_PROXY', 'A proxy for calls to the model’s server.'],
  ['NO_COLOR', 'No colours.'],
];

const EXIT_STATUS: readonly (readonly [string, string])[] = [
  ['0', 'Done.'],
  ['1', 'Failed.'],
  ['2', 'The command line cannot be understood.'],
  ['3', 'No credentials, or wrong ones.'],
  ['4', 'Rate-limited or overloaded, after retries.'],
  ['5', 'The structured answer is not valid.'],
  ['6', 'Refused.'],
  ['7', 'Not reachable; or not cached, with --cache only.'],
  ['8', 'Over the day’s budget.'],
  ['130', 'Cancelled.'],
];

/** These stand once, under OPTIONS. */
const OF_EVERY_COMMAND: ReadonlySet<string> = new Set(['-v, --version', '--plain']);

/** The manual page of the whole command in roff(7), from what its help is made of. `version` is shown in its foot. */
export function manualPage(program: Command, version: string): string {
  const name = program.name();
  const page = roff();
  page.line(`.TH ${name.toUpperCase()} 1 "" "${name} ${version}" "User Commands"`);
  page.line('.ad l');
  page.section('NAME');
  page.text(`${name} - ${firstLower(program.description().replace(/\.$/, ''))}`);
  page.section('SYNOPSIS');
  for (const command of [program, ...program.commands]) page.synopsis(pathOf(command), usageOf(command));
  page.section('DESCRIPTION');
  page.text(
    `${name} without a command opens the chat. The chat, and commands that ask, start the daemon of this home where none runs. ` +
      `\`${name} COMMAND --help\` shows the help of a command, with examples.`,
  );
  page.section('OPTIONS');
  page.definitions(optionsOf(program));
  page.section('COMMANDS');
  for (const command of below(program)) {
    page.subsection(`${pathOf(command)} ${usageOf(command)}`.trim());
    page.text(command.description());
    page.definitions(optionsOf(command).filter(([flags]) => !OF_EVERY_COMMAND.has(flags)));
  }
  page.section('EXIT STATUS');
  page.definitions(EXIT_STATUS);
  page.section('ENVIRONMENT');
  page.definitions(ENVIRONMENT);
  page.section('FILES');
  page.text('The defaults of the XDG folders are ~/.config, ~/.local/share and ~/.local/state.');
  page.definitions(FILES);
  return page.toString();
}

/** All commands that do something, depth first. */
function below(command: Command): readonly Command[] {
  return command.commands.flatMap((child) => (child.commands.length === 0 ? [child] : below(child)));
}

function pathOf(command: Command): string {
  return command.parent === null ? command.name() : `${pathOf(command.parent)} ${command.name()}`;
}

function usageOf(command: Command): string {
  if (command.commands.length > 0 && command.parent !== null)
    return command.commands.map((child) => child.name()).join('|');
  return command.usage();
}

function optionsOf(command: Command): readonly (readonly [string, string])[] {
  const choices = (values: readonly string[] | undefined) =>
    values === undefined ? '' : ` (${values.join(', ')})`;
  const listed = command.options
    .filter((option) => !option.hidden)
    .map(({ flags, description, argChoices }): readonly [string, string] => [
      flags,
      `${description}${choices(argChoices)}`,
    ]);
  return command.parent === null ? [...listed, ['-h, --help', 'show the help of a command']] : listed;
}

function firstLower(text: string): string {
  return `${text.charAt(0).toLowerCase()}${text.slice(1)}`;
}
