import { modelChoices } from './model-command.ts';
import type { SlashCommand } from './slash-command.ts';

export const regenerateCommand: SlashCommand = {
  name: 'regenerate',
  usage: '[model]',
  needsDaemon: true,
  summary: 'another answer to the last question; /flip goes between them',
  choices: ({ models }) => modelChoices(models).map(({ value, detail }) => ({ label: value, value, detail })),
  run: (argument, chat) => chat.regenerate(argument === '' ? null : argument),
};

export const flipCommand: SlashCommand = {
  name: 'flip',
  usage: '[[question] answer]',
  needsDaemon: true,
  summary: 'go on from another answer to a question, or from another branch',
  run: (argument, chat) => chat.flip(argument),
};

export const copyCommand: SlashCommand = {
  name: 'copy',
  summary: 'copy the last answer',
  run: (_argument, chat) => chat.copyAnswer(),
};

export const codeCommand: SlashCommand = {
  name: 'code',
  usage: '[number] [file]',
  summary: 'list the last answer’s code blocks, copy one, or write it to a file',
  run: (argument, chat) => chat.code(argument),
};
