import type { SlashCommand } from './slash-command.ts';

export const exitCommand: SlashCommand = {
  name: 'exit',
  key: 'exit',
  summary: 'leave the chat; the conversation is kept',
  run: (_argument, chat) => chat.exit(0),
};
