import type { Command } from 'commander';
import { nearestWord } from '@jackdaw/core/nearest-word';

/** Ends the command line as a mistake: `word` is no command of `parent`. `otherwise` is said where none is near. */
export function unknownCommand(parent: Command, word: string, otherwise = ''): never {
  const names = [...parent.commands.map((command) => command.name()), 'help'];
  const nearest = nearestWord(word, names);
  const hint = nearest === null ? otherwise : `Did you mean ${nearest}?`;
  const message = `error: there is no command ${JSON.stringify(word)}. ${hint}`.trimEnd();
  return parent.error(message, { code: 'commander.unknownCommand' });
}
