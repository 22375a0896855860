import type { SlashCommand } from './slash-command.ts';

const KEYS: readonly (readonly [string, string])[] = [
  ['Enter', 'send; with nothing to send: go on with an answer that broke off'],
  ['Alt+Enter, Ctrl+J, \\ Enter', 'new line (Shift+Enter where the terminal can)'],
  ['Up, Down', 'earlier prompts, from the first and last line'],
  ['Ctrl+C', 'cancel the answer; clear the input; twice: exit'],
  ['Ctrl+D', 'exit, when the input is empty'],
  ['Esc', 'close a menu; take a waiting question back'],
  ['Alt+Left, Alt+Right', 'by word (also Ctrl+arrows, Alt+B, Alt+F)'],
  ['Ctrl+A, Ctrl+E', 'start and end of the line (also Home, End)'],
  ['Ctrl+W, Ctrl+U, Ctrl+K', 'cut the word, to the start, to the end'],
  ['Ctrl+Y', 'put back what was cut'],
  ['Ctrl+T', 'show the question that a similar answer was given to'],
  ['Ctrl+G', 'ask the last question again, past the cache'],
  ['Ctrl+L', 'draw the screen again'],
];

/** The one command that knows the others. */
export function createHelpCommand(others: () => readonly SlashCommand[]): SlashCommand {
  return {
    name: 'help',
    summary: 'list every command and key',
    run(_argument, chat) {
      const commands = others().map(
        ({ name, usage, summary }) => [`/${name}${usage === undefined ? '' : ` ${usage}`}`, summary] as const,
      );
      chat.notice(['Commands', ...columns(commands), '', 'Keys', ...columns(KEYS)].join('\n'));
    },
  };
}

function columns(rows: readonly (readonly [string, string])[]): readonly string[] {
  const width = Math.max(...rows.map(([left]) => left.length));
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`);
}
