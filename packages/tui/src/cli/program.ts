import { Command } from 'commander';
import { addCacheCommand } from './commands/cache-command.ts';
import { addChatCommand } from './commands/chat-command.ts';
import { addCompletionCommand } from './commands/completion-command.ts';
import { addConfigCommand } from './commands/config-command.ts';
import { addDaemonCommand } from './commands/daemon-command.ts';
import { addAskCommand } from './commands/ask-command.ts';
import { addHelpCommand } from './commands/help-command.ts';
import { addHistoryCommand } from './commands/history-command.ts';
import { addInsightCommands } from './commands/insight-commands.ts';
import { addToolCommands } from './commands/tool-commands.ts';
import type { CliContext } from './cli-context.ts';
import type { Runs } from './runs.ts';

/** The whole command line. Holds no work: only names, flags, texts, and where the work is. */
export function createProgram(context: CliContext, outcome: { exitCode: number }): Command {
  const runs: Runs = (load) =>
    async function run(this: Command, ...args) {
      const plain = this.optsWithGlobals()['plain'] === true;
      outcome.exitCode = await (await load())({ ...context, plain }, ...args);
    };
  const program = new Command('jackdaw')
    .description(
      'A chat with Claude in the terminal, over a local daemon that caches, routes, retries and traces.',
    )
    .usage('[options] [command]')
    .exitOverride()
    .enablePositionalOptions()
    .configureOutput({
      writeOut: (text) => context.stdout.write(text),
      writeErr: (text) => context.stderr.write(text),
      getOutHelpWidth: () => (context.stdout.isTTY ? context.stdout.columns : 100),
      getErrHelpWidth: () => (context.stderr.isTTY ? context.stderr.columns : 100),
      getOutHasColors: () => false,
      getErrHasColors: () => false,
      outputError: (text, writeError) => writeError(text.replace(/^error: /, 'jackdaw: ') + dashHint(text)),
    });
  addChatCommand(program, runs);
  addAskCommand(program, runs);
  addHistoryCommand(program, runs);
  addCacheCommand(program, runs);
  addInsightCommands(program, runs);
  addDaemonCommand(program, runs);
  addConfigCommand(program, runs);
  addToolCommands(program, runs);
  addCompletionCommand(program, runs);
  addHelpCommand(program);
  finish(program, context.version);
  return program;
}

/** For a question that begins with a dash, which reads as an option: "-5 + 3?". */
function dashHint(text: string): string {
  return /unknown option '-(?:\d|[^']*\s)/.test(text)
    ? 'What begins with a dash and is no option goes after "--": jackdaw ask -- "-5 + 3?"\n'
    : '';
}

/** Hands its arguments on, `--help` included. */
const PASSES_ALL = 'simulate';

/** What every command has. */
function finish(command: Command, version: string): void {
  if (command.name() === PASSES_ALL) return;
  // The chat's own command takes any words, to say what they might have meant.
  if (command.parent !== null) command.allowExcessArguments(false);
  command
    .version(version, '-v, --version', 'show the version')
    .helpCommand(false)
    .helpOption('-h, --help', 'show this help')
    .option('--plain', 'no boxes, colours or spinners')
    .showHelpAfterError(allowed(command));
  for (const child of command.commands) finish(child, version);
}

/** What a mistaken command line could have said. */
function allowed(command: Command): string {
  const name = nameOf(command);
  const lines = [`Usage: ${name} ${command.usage()}`];
  if (command.commands.length > 0)
    lines.push(`Commands: ${command.commands.map((child) => child.name()).join(', ')}`);
  const flags = command.options
    .filter((option) => !option.hidden)
    .map((option) => option.long ?? option.flags);
  lines.push(`Options: ${[...flags, '--help'].join(', ')}`, `More: ${name} --help`);
  return lines.join('\n');
}

function nameOf(command: Command): string {
  return command.parent === null ? command.name() : `${nameOf(command.parent)} ${command.name()}`;
}
