import type { ChatActions } from '../state/chat-actions.ts';
import { nearestName } from './nearest-name.ts';
import { SLASH_COMMANDS } from './registry.ts';

/** Runs `/name argument`. An unknown name is told with the nearest known one. */
export async function runSlashCommand(text: string, chat: ChatActions): Promise<void> {
  const [, name = '', argument = ''] = /^\/(\S*)\s*([\s\S]*)$/.exec(text) ?? [];
  const command = SLASH_COMMANDS.find((known) => known.name === name);
  if (command !== undefined) return command.run(argument.trim(), chat);
  const nearest = nearestName(
    name,
    SLASH_COMMANDS.map((known) => known.name),
  );
  chat.notice(
    `There is no command /${name}.${nearest === null ? '' : ` Did you mean /${nearest}?`} /help lists them all.`,
  );
}
