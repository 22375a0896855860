import type { SlashCommand } from './slash-command.ts';

/** Keys of one binding that are listed here; /keys has them all, those of the views too. */
const KEYS_SHOWN = 2;

/** How lines of text are typed. */
const LINES = [
  'A question is one line; one that ends with a backslash goes on with the next. @FILE sends a file along.',
  'A list is answered with a number. Ctrl+C stops an answer, Ctrl+D exits.',
];

/** The one command that knows the others. */
export function createHelpCommand(others: () => readonly SlashCommand[]): SlashCommand {
  return {
    name: 'help',
    summary: 'list every command and key',
    run(_argument, chat) {
      const commands = others()
        .filter(({ needsScreen }) => needsScreen !== true || chat.hasScreen())
        .map(
          ({ name, usage, summary }) =>
            [`/${name}${usage === undefined ? '' : ` ${usage}`}`, summary] as const,
        );
      const keys = chat
        .keys()
        .bindings.filter(({ shown, context }) => shown.length > 0 && !context.endsWith('view'))
        .map(({ shown, description }) => [shown.slice(0, KEYS_SHOWN).join(', '), description] as const);
      const below = chat.hasScreen() ? ['', 'Keys', ...columns(keys)] : ['', ...LINES];
      chat.notice(['Commands', ...columns(commands), ...below].join('\n'));
    },
  };
}

function columns(rows: readonly (readonly [string, string])[]): readonly string[] {
  const width = Math.max(...rows.map(([left]) => left.length));
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`);
}
