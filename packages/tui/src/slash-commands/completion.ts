import fuzzysort from 'fuzzysort';
import { nearestWord } from '@jackdaw/core/nearest-word';
import { SLASH_COMMANDS } from './registry.ts';
import type { KnownNames } from './known-names.ts';
import type { SlashCommand } from './slash-command.ts';

/** One row of the menu under the input. */
export interface Completion {
  readonly label: string;
  readonly detail: string;
  /** What the input becomes. */
  readonly text: string;
  /** Whether Enter sends it at once; else it goes on being typed. */
  readonly runs: boolean;
}

/** Below this likeness (0 to 1) a name is not what was meant. */
const THRESHOLD = 0.3;
/** Letters from which on words of a summary count. */
const LEAST_OF_WORD = 3;
/** Rows of arguments at most. */
const MOST = 50;

/** What a typed text may become: a command while its name is typed, then its argument, where that is known. */
export function completionsOf(typed: string, known: KnownNames): readonly Completion[] {
  const name = /^\/([\w-]*)$/.exec(typed)?.[1];
  if (name !== undefined) return rankCommands(name).map((command) => commandCompletion(command, name));
  const [, word = '', argument = ''] = /^\/([\w-]+) ([^\n]*)$/.exec(typed) ?? [];
  const command = SLASH_COMMANDS.find((one) => one.name === word);
  const choices = command?.choices?.(known) ?? [];
  if (command === undefined || choices.length === 0) return [];
  const wanted = argument.trim();
  // Nothing is left to complete: Enter sends what stands there.
  if (choices.some(({ value }) => value === wanted)) return [];
  const found =
    wanted === ''
      ? choices
      : fuzzysort
          .go(wanted, choices, { keys: ['label', 'value'], threshold: THRESHOLD, limit: MOST })
          .map(({ obj }) => obj);
  return found.slice(0, MOST).map(({ label, value, detail }) => ({
    label,
    detail,
    text: `/${command.name} ${value}`,
    runs: true,
  }));
}

/** Commands that begin so, then those whose name is like it or whose summary has such a word; all of them for nothing. */
export function rankCommands(typed: string): readonly SlashCommand[] {
  if (typed === '') return SLASH_COMMANDS;
  const wanted = typed.toLowerCase();
  const begins = SLASH_COMMANDS.filter(({ name }) => name.startsWith(wanted));
  const like = fuzzysort
    .go(typed, SLASH_COMMANDS, { key: 'name', threshold: THRESHOLD, limit: 0 })
    .map(({ obj }) => obj);
  const told = SLASH_COMMANDS.filter(
    ({ summary }) =>
      wanted.length >= LEAST_OF_WORD &&
      summary
        .toLowerCase()
        .split(/[^\p{L}]+/u)
        .some((word) => word.startsWith(wanted)),
  );
  return [...new Set([...begins, ...like, ...told])];
}

/** The command that was probably meant; null where none is near. */
export function nearestCommand(typed: string): string | null {
  const names = SLASH_COMMANDS.map(({ name }) => name);
  return nearestWord(typed, names) ?? rankCommands(typed)[0]?.name ?? null;
}

/** What was only guessed is not run before it was seen. */
function commandCompletion({ name, usage, summary }: SlashCommand, typed: string): Completion {
  const needsArgument = usage?.startsWith('<') === true;
  const isGuess = !name.startsWith(typed.toLowerCase());
  return {
    label: `/${name}${usage === undefined ? '' : ` ${usage}`}`,
    detail: summary,
    text: needsArgument ? `/${name} ` : `/${name}`,
    runs: !needsArgument && !isGuess,
  };
}
