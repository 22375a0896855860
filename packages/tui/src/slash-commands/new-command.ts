import type { SlashCommand } from './slash-command.ts';

export const newCommand: SlashCommand = {
  name: 'new',
  summary: 'begin a new conversation',
  run: (_argument, chat) => chat.newConversation(),
};
