import type { ChatActions } from '../state/chat-actions.ts';
import { nearestCommand } from './completion.ts';
import { SLASH_COMMANDS } from './registry.ts';
import type { SlashCommand } from './slash-command.ts';

/** Whether a text is a command, known or not, and no question. */
export function isSlashCommand(text: string): boolean {
  return /^\s*\/[\w-]*(\s|$)/.test(text);
}

/** Whether a command can do its work only with a connection. */
export function needsDaemon(text: string): boolean {
  return commandOf(text)?.needsDaemon === true;
}

/** Runs `/name argument`. An unknown name is told with the nearest known one. */
export async function runSlashCommand(text: string, chat: ChatActions): Promise<void> {
  const { name, argument } = parse(text);
  const command = commandOf(text);
  if (command?.needsScreen === true && !chat.hasScreen())
    return chat.notice(`/${name} needs a screen: this chat is lines of text. /help lists what it has.`);
  if (command !== undefined) return command.run(argument.trim(), chat);
  const nearest = name === '' ? null : nearestCommand(name);
  chat.notice(
    `There is no command /${name}.${nearest === null ? '' : ` Did you mean /${nearest}?`} /help lists them all.`,
  );
  // It may have been long, or a question that begins with a slash.
  if (argument.trim() !== '' || name !== '') chat.putBack(text);
}

function commandOf(text: string): SlashCommand | undefined {
  const { name } = parse(text);
  return SLASH_COMMANDS.find((known) => known.name === name);
}

function parse(text: string): { readonly name: string; readonly argument: string } {
  const [, name = '', argument = ''] = /^\/(\S*)\s*([\s\S]*)$/.exec(text.trim()) ?? [];
  return { name, argument };
}
