import type { SlashCommand } from './slash-command.ts';

export const attachCommand: SlashCommand = {
  name: 'attach',
  usage: 'FILE',
  summary: 'send a text, an image or a PDF along; also @FILE in the question',
  run: (argument, chat) => chat.attachFile(argument),
};
